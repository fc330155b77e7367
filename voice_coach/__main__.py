"""`python -m voice_coach`, which is the same as `voice-coach`."""

import sys

from voice_coach.cli import main

sys.exit(main())

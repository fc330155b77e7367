"""Sessions of the past as the files of other apps, Hevy and Strong, and back."""

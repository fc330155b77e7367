"""One sentence that is said aloud where no session is begun: who cannot see a screen must hear why."""

from __future__ import annotations

from contextlib import ExitStack, suppress

from voice_coach.app.components import voice_for
from voice_coach.app.live.audio_io import live_io
from voice_coach.app.live.live_sound import LiveSound
from voice_coach.app.live.streams import quiet_libraries
from voice_coach.core.effects import Role, Say
from voice_coach.errors import AudioError, SpeakingError
from voice_coach.language.language import load_language
from voice_coach.session.options import RunOptions
from voice_coach.speaking.speaker import Speaker


def announce(key: str, options: RunOptions) -> None:
    """Say a sentence of the language, and return when it has sounded; nothing sounds where nothing can.

    Raises LanguageError when there is no such language.
    """
    language = load_language(options.language)
    text = language.wording(key)
    with ExitStack() as stack, suppress(AudioError, SpeakingError):
        stack.enter_context(quiet_libraries())
        audio = live_io(LiveSound(options, language.wording), options, stack, [])
        if audio.mixer is None:
            return
        speaker = Speaker(voice_for(language.code, [text]), audio.mixer, audio.latency_s)
        stack.callback(speaker.close)
        speaker.perform(Say(0, text, Role.GREET), audio.inbox.now())
        while (ends := speaker.next_finish) is not None:
            audio.inbox.next(ends)
            speaker.finished(audio.inbox.now())

"""The tones in which a clerk can say something. A tone is never the answer: the warmest line is often the wrong one."""

from __future__ import annotations

# From the most to the least polite in sound, whatever is said.
TONES: tuple[str, ...] = ("warm", "flattering", "plain", "expert", "pushy", "cold")

# tone -> how polite it sounds, the higher the politer.
COURTESY: dict[str, int] = {tone: len(TONES) - place for place, tone in enumerate(TONES)}

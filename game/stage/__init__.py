"""The window: the only home of pygame.

``app`` turns events into keys and presses for the ``screens``; a screen shows a
play as ``widgets`` in the reading column and as a ``scene`` beside it. A screen
holds no story: the play is its list of choices.
"""

import os

# pygame greets on standard output when it is imported, which a terminal player
# and a screen reader would have to read first.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
# Desktops group windows by this name; unless it is there, the import makes one up.
os.environ.setdefault("SDL_VIDEO_X11_WMCLASS", "the-other-end")

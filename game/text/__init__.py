"""A play in the terminal: plain lines in order, or colour where there is a terminal for it.

- :mod:`game.text.blocks` says what is told, as blocks of text; nothing else
- :mod:`game.text.screen` shows blocks and reads lines
- :mod:`game.text.colour` is the only home of rich, imported when colour is wanted
- :mod:`game.text.player` is the loop between the two
"""

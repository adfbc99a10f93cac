"""The Other End: a story game about doing it all yourself.

The floors, bottom up (a file imports only from its own folder and from below):

- ``game.story``: what may be written in a scenario file
- ``game.engine``: what a choice does
- ``game.play``: a list of choices and all that follows from it
- ``game.text`` and ``game.stage``: a play in a terminal and in a window
- ``game.cli``: the only reader of the command line
"""

__version__ = "0.1.0"

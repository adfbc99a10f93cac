"""A playthrough: a list of choices, and all that follows from it.

    >>> from game.play import begin, choose, load, rewind
    >>> play = begin(load("group-project"))
    >>> play.now.passage
    'kickoff'

- :func:`load` makes a story ready to play
- :func:`begin`, :func:`choose`, :func:`rewind` and :func:`replay` give a new
  :class:`Play` each and change nothing
- :func:`transcript` tells a play step by step, as plain data
- :func:`sample` plays at random
"""

from game.play.play import (
    ChoiceError,
    Choosable,
    Play,
    Said,
    Step,
    begin,
    choose,
    load,
    replay,
    rewind,
)
from game.play.sample import Sample, sample
from game.play.transcript import transcript

__all__ = [
    "ChoiceError",
    "Choosable",
    "Play",
    "Said",
    "Sample",
    "Step",
    "begin",
    "choose",
    "load",
    "replay",
    "rewind",
    "sample",
    "transcript",
]

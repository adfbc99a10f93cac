"""All playthroughs of a story at once: what can happen in it, counted and with witnesses.

>>> from game.play import load
>>> proof = prove(load("group-project"))
>>> proof.complete, proof.endless
(True, False)
"""

from game.prove.proof import Proof
from game.prove.prove import prove

__all__ = ["Proof", "prove"]

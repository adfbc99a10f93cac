"""``python -m game`` is ``other-end``."""

import sys

from game.cli import main

sys.exit(main())

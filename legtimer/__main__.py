"""`python -m legtimer`."""

import sys

from legtimer.cli import main

sys.exit(main())

"""A session that tests write, change and read. Loads quickly, for programs that tests start."""

from datetime import datetime, timedelta, timezone

from legtimer.core.preset import Block
from legtimer.core.session import Session, SetRecord, Tension
from legtimer.core.tempo import Tempo

STARTED = datetime(2026, 11, 22, 18, 30, 5, tzinfo=timezone(timedelta(hours=1)))
SOON = STARTED + timedelta(minutes=5)
SESSION = Session(
    id="",
    preset="lying-leg-lift",
    name="Lying leg lift",
    status="running",
    started=STARTED,
    blocks=(Block(name="Lying leg lift", variation="lying", sets=3, reps=10, tempo=Tempo(up=2, down=4)),),
)
FIRST_SET = SetRecord(
    block=1, set=1, reps_planned=10, reps=10, ended="done", tension=Tension(up=20, down=40), rest=60.0
)
FILE = """\
schema = 1
id = "2026-11-22T18-30-05"
preset = "lying-leg-lift"
name = "Lying leg lift"
status = "completed"
started = 2026-11-22 18:30:05+01:00
ended = 2026-11-22 18:36:20+01:00

[[blocks]]
name = "Lying leg lift"
variation = "lying"
sets = 3
reps = 10
rest = 60.0
sides = "both"
load = 0.0

[blocks.tempo]
up = 2
top = 0.0
down = 4
bottom = 0.0

[[sets]]
block = 1
set = 1
reps_planned = 10
reps = 10
ended = "done"
rest = 60.0
paused = 0.0

[sets.tension]
up = 20
top = 0.0
down = 40
bottom = 0.0
"""

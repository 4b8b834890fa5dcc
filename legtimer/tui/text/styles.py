"""How texts are styled inside a line, in names that stand for colours of the theme. Whole widgets have classes.

The classes are in `legtimer.tcss`.
"""

TITLE = "bold $text-accent"  # of a screen
HEADING = "bold $foreground"
HINT = "$text-muted"
LIST_HEADING = f"bold {HINT}"
KEY = "bold $text-primary"
COACH = "bold $text-accent"
MARK = "$text-accent"  # of a preset of the user's own
GOOD = "$text-success"
WARNING = "$text-warning"
ERROR = "$text-error"
PHASE_STYLES = {
    "up": "$text-accent",
    "top": "$text-warning",
    "down": "$text-primary",
    "bottom": "$text-warning",
    "work": "$text-warning",
}
BACK_STYLES = {"fine": GOOD, "tight": f"bold {WARNING}", "pain": f"bold reverse {ERROR}"}

"""Times and counts as a person says them."""

from datetime import datetime

# How a session ended, by its status; one that was completed goes without saying.
OUTCOMES = {"completed": "", "stopped": "ended early", "interrupted": "interrupted", "running": "under way"}


def clock_text(milliseconds: int) -> str:
    """`4:12`, or `1:04:12` from an hour on; a second that has begun counts."""
    seconds = -(-milliseconds // 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def seconds_left(milliseconds: int) -> str:
    """The seconds of a countdown: 2 until two seconds are down to one, then 1, and minutes from 100 s on."""
    seconds = -(-milliseconds // 1000)
    return str(seconds) if seconds < 100 else clock_text(milliseconds)


def count_text(number: int, noun: str) -> str:
    """`1 set`, `3 sets`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


_BLANK = {"\n": "\n", "\t": "    ", "\u00a0": " "}


def replace_unprintable(text: str) -> str:
    """The text of a file that may hold anything, with a sign in place of what would steer the terminal or mislead."""
    return "".join(each if each.isprintable() else _BLANK.get(each, "\ufffd") for each in text)


def reps_text(reps: int, planned: int) -> str:
    """`28/30`; nothing where reps are not what is counted."""
    return f"{reps}/{planned}" if planned else ""


def day_and_time(moment: datetime) -> str:
    """`Sun 22 Nov 18:30`, in the time of the place where it was."""
    return f"{moment:%a} {moment.day} {moment:%b %H:%M}"

"""Merges several files of one session into one."""

import errno
from pathlib import Path

from legtimer.core.session import Session
from legtimer.storage import atomic, copies
from legtimer.storage.history import ID_LENGTH, History
from legtimer.storage.session_file import LARGEST, read_session, session_of
from legtimer.storage.toml_file import BadFileError, edit_keys, parse, read_text

ANSWERS = ("effort", "back", "note")


def find_copies(history: History) -> list[list[copies.SessionCopy]]:
    """The files of each session that has several: the newest session first, and of each the file that counts first."""
    files: dict[copies.Key, list[copies.SessionCopy]] = {}
    for path in history.paths():
        try:
            session = read_session(path)
        except BadFileError:  # listed with its reason where the history is read
            continue
        files.setdefault(copies.key(session), []).append(copies.SessionCopy(path, session))
    return [copies.with_latest_first(group) for group in files.values() if len(group) > 1]


def merge(history: History, files: list[copies.SessionCopy]) -> Session:
    """Merge the files of one session into one, and keep them all in the bin.

    The first file counts. An effort, back or note that it lacks is taken from the next one that has it.

    Raises:
        OSError: the session is still under way, a file was changed meanwhile, or the disk cannot be written to.
    """
    latest = files[0]
    target = min((file.path for file in files), key=lambda path: (_has_other_name(history, path), len(path.name)))
    texts = {file.path: read_text(file.path, LARGEST) for file in files}
    with history.locked(latest.path):
        merged = edit_keys(texts[latest.path], {"id": target.stem, **_missing_answers(files)})
        session = session_of(parse(merged), target.stem, merged)
        for path, text in texts.items():
            history.keep_in_bin(path.stem, text)
        if any(read_text(path, LARGEST) != text for path, text in texts.items()):
            raise OSError(errno.EBUSY, "changed by another program; try again", str(latest.path))
        atomic.replace(target, merged)
        for path in texts:
            if path != target:
                path.unlink()
    return session


def _missing_answers(files: list[copies.SessionCopy]) -> dict[str, object]:
    """The answers that the first file lacks, as far as others have them."""
    found: dict[str, object] = {}
    for name in ANSWERS:
        answers = [getattr(file.session, name) for file in files]
        known = [answer for answer in answers if answer is not None]
        if answers[0] is None and known:
            found[name] = known[0]
    return found


def _has_other_name(history: History, path: Path) -> bool:
    """Whether a file is not where a session that is alone in its second has its file."""
    return path != history.path_of(path.stem[:ID_LENGTH])

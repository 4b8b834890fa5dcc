"""Makes one file of several of the same session."""

import errno
from pathlib import Path

from legtimer.core.session import Session
from legtimer.storage import atomic, copies
from legtimer.storage.history import ID_LENGTH, History
from legtimer.storage.session_file import LARGEST, read_session, session_of
from legtimer.storage.toml_file import BadFileError, edit_keys, parse, read_text

ANSWERS = ("effort", "back", "note")


def find_copies(history: History) -> list[list[copies.SessionCopy]]:
    """The files of every session that has several, newest session first, of each the one that counts first."""
    files: dict[copies.Key, list[copies.SessionCopy]] = {}
    for path in history.paths():
        try:
            session = read_session(path)
        except BadFileError:  # listed with its reason where the history is read
            continue
        files.setdefault(copies.key(session), []).append(copies.SessionCopy(path, session))
    return [copies.with_latest_first(group) for group in files.values() if len(group) > 1]


def merge(history: History, files: list[copies.SessionCopy]) -> Session:
    """Make one file of several of one session, and keep them all in the bin.

    The first counts; effort, back and note that it does not have are taken from the others, in their order.

    Raises:
        OSError: the session is still under way, a file was changed meanwhile, or the disk cannot be written to.
    """
    latest = files[0]
    target = min((file.path for file in files), key=lambda path: (path != _own_path(history, path), len(path.name)))
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
    answers = {name: [getattr(file.session, name) for file in files] for name in ANSWERS}
    return {
        name: next(value for value in values if value is not None)
        for name, values in answers.items()
        if values[0] is None and any(value is not None for value in values)
    }


def _own_path(history: History, path: Path) -> Path:
    return history.path_of(path.stem[:ID_LENGTH])

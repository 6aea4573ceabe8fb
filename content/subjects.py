"""What a message of ours is about, so that a reply to it is understood: "obligations:12,15"."""

_OF_REPORTS = "obligations:"
_LONGEST = 200  # characters, as the database keeps them


def can_be_joined(one: str | None, other: str | None) -> bool:
    """Whether a reply to both in one message is still clear: it may speak of several reports, and
    is then asked which; of two kinds of things it says nothing sure."""
    if one is None or other is None or one == other:
        return True
    are_reports = one.startswith(_OF_REPORTS) and other.startswith(_OF_REPORTS)
    return are_reports and len(_together(one, other)) <= _LONGEST


def joined(one: str | None, other: str | None) -> str | None:
    """What a message about both is about."""
    if one is None or other is None or one == other:
        return one or other
    return _together(one, other)


def _together(*subjects: str) -> str:
    ids = [id_ for subject in subjects for id_ in subject.removeprefix(_OF_REPORTS).split(",")]
    return _OF_REPORTS + ",".join(dict.fromkeys(ids))

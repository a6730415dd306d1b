"""What all facts share."""

from __future__ import annotations

import msgspec


class Fact(msgspec.Struct, frozen=True, tag_field="fact", kw_only=True):
    """What all facts share.

    `start` and `end` are byte offsets into the source's UTF-8 text, end exclusive, and as tight as the thing to mend.
    `region` names the innermost `Region` that never ships around the fact, "" when the code ships.
    """

    start: int
    end: int
    region: str = ""

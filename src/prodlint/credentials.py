"""Texts that are shown or kept → the same texts, in which what may be a credential is told by its beginning only."""

from __future__ import annotations

import re

IN_ADDRESSES = re.compile(
    r"""(://[^/\s:@"'`{}$]*:)([^/\s@"'`{}$]+)(?=@)"""
    r"""|([?&][\w-]*(?:token|key|secret|password|passwd|pwd|signature|sig|auth)=)([^&\s"'`#{}$…]+)""",
    re.IGNORECASE,
)
"""Before a password or secret in an address, and the secret."""
ISSUED = re.compile(
    r"""(?x)
    \b (?: [srp]k_live_ \w{10,} | whsec_ \w{16,} | sk-(?:ant-|proj-|or-)? [\w-]{20,} | AKIA [0-9A-Z]{16} | AIza [\w-]{30,}
         | gh[pousr]_ \w{20,} | github_pat_ \w{20,} | glpat- [\w-]{16,} | xox[abeprs]- [\w-]{10,} | hf_ \w{20,} | npm_ \w{30,}
         | SG\. [\w-]{16,} \. [\w-]{16,} | eyJ [\w-]{10,} \. eyJ [\w-]{10,} \. [\w-]+
         | shp(?:at|ss)_ \w{20,} | dop_v1_ \w{20,} )
    """
)
"""What services give out, known by how it begins, whatever it is bound to."""
SHOWN = 4
"""Characters of a credential that tell its kind, at most a third of it."""
MARK = "•"


def is_issued(text: str) -> bool:
    """Whether a credential that services give out stands in a text."""
    return ISSUED.search(text) is not None


def hidden(value: str) -> str:
    """A credential, unreadable but for its beginning, at the same width."""
    shown = min(SHOWN, len(value) // 3)
    return value[:shown] + MARK * (len(value) - shown)


def without_credentials(text: str) -> str:
    """The text with every credential that services give out, and the password and the query's secrets of each address,
    unreadable, at the same width.
    """
    if "://" in text:
        text = IN_ADDRESSES.sub(lambda found: (found[1] or found[3]) + MARK * len(found[2] or found[4]), text)
    return ISSUED.sub(lambda found: hidden(found[0]), text)

"""Text to sentences."""

from __future__ import annotations

import re

_ABBREVIATIONS = frozenset(
    """jf stk nr ca bl.a bla f.eks feks fx kl mio mia kr pct pkt dr hr fr prof cand adj ass inkl ekskl eksl evt osv o.l o.lign m.fl m.m mfl mm
    m.v mv d.v.s dvs d d.d p.t pt pga p.g.a ift i.f.t ifm i.f.m if hhv henh if iht jvf mht m.h.t red s side str tlf tel
    vedr vha v.h.a årg art afs kap bd max maks min gns inc ltd st vs sml udg forf fhv afd dir adr alm bek lovbek lbk bkg cirk vejl eks ekskl
    e.kr f.kr jan feb mar apr jun jul aug sep sept okt nov dec man tir ons tor fre lør søn ad ang att bil co forsk hft ing int kgl
    lic lin medl mag mdl mds mdr n nuv nævnte opl oprd overs p pag par phil polit pr rep sal samt sek sekr skr soc sst t.o.m t.h t.v t u.å u.a u v ved årh""".split()
)
_END = re.compile(r"([.!?]+|…)([)\]\"'”’»“]*)(?=\s|$)")
_GLUED = re.compile(r"(?<=[a-zæøå]{2})[.!?](?=[A-ZÆØÅ][a-zæøå]+\s)")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Find the sentences as half-open spans without outer white space."""
    ends: list[int] = []
    for match in _END.finditer(text):
        if _ends_sentence(text, match):
            ends.append(match.end())
    ends += [m.end() for m in _GLUED.finditer(text) if text[: m.start()].split()[-1][:1].islower()]
    ends += [m.start() for m in re.finditer(r"\n\s*\n", text)]
    return _spans(text, sorted(set(ends)))


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    following = text[match.end() :].lstrip()[:1]
    if match.group(1) != ".":
        return not following.islower()
    before = text[max(0, match.start() - 30) : match.start()].split()
    last = before[-1].lower().lstrip("(\"'”»[") if before else ""
    if following.islower():
        return False
    if last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha()):
        return not following
    return not (last.isdigit() and len(last) <= 2)


def _spans(text: str, ends: list[int]) -> list[tuple[int, int]]:
    spans = []
    position = 0
    for end in [*ends, len(text)]:
        piece = text[position:end]
        if piece.strip():
            start = position + len(piece) - len(piece.lstrip())
            spans.append((start, position + len(piece.rstrip())))
        position = end
    return spans

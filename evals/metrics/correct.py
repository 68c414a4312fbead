"""The headline: is the answer fully correct? And what is it worth to the one who asked?"""

from __future__ import annotations


def fully_correct(
    *,
    abstained: bool,
    citations: int,
    valid: int,
    recall: float,
    vital: int,
    vital_found: int,
    forbidden: int,
) -> bool:
    """All vital facts, every citation valid, all essential spans cited, nothing forbidden."""
    cited = citations > 0 and valid == citations and recall == 1.0
    return not abstained and cited and vital_found == vital and forbidden == 0


def utility(
    *, answerable: bool, abstained: bool, correct: bool, vital: int, vital_found: int, wrong: bool
) -> float:
    """Worth of an answer from -1 to 1, after CRAG (Yang et al. 2024, arXiv 2406.04744).

    1 fully correct, or a refusal where nothing can be answered; 0.5 all vital facts with a minor
    fault; 0 a refusal where an answer was possible, or a true part of it; -1 wrong, beside the
    point, or an answer where nothing can be answered.

    Args:
        answerable: Whether the documents hold the answer.
        abstained: Whether the assistant declined.
        correct: As `fully_correct` says.
        vital: Vital nuggets of the case.
        vital_found: Those found.
        wrong: A forbidden pattern, an outdated source as current, or an invalid citation.
    """
    if not answerable:
        return 1.0 if abstained else -1.0
    if abstained:
        return 0.0
    if wrong:
        return -1.0
    if correct:
        return 1.0
    if vital_found == vital:
        return 0.5
    return 0.0 if vital_found else -1.0

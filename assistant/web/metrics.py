"""Counters for operations, in the text format that Prometheus reads."""

from __future__ import annotations

from assistant.web.site import Site


def exposition(site: Site) -> str:
    """Return the counters as text."""
    desk = site.desk
    documents = site.library.documents()
    lines = [
        "# HELP velfaerd_questions_total Questions by outcome.",
        "# TYPE velfaerd_questions_total counter",
        *(
            f'velfaerd_questions_total{{outcome="{outcome}"}} {count}'
            for outcome, count in sorted(desk.counts.items())
        ),
        "# HELP velfaerd_answer_seconds Time from question to answer, waiting included.",
        "# TYPE velfaerd_answer_seconds histogram",
        *(f'velfaerd_answer_seconds_bucket{{le="{le}"}} {n}' for le, n in desk.times.buckets()),
        f"velfaerd_answer_seconds_sum {desk.times.sum:.6f}",
        f"velfaerd_answer_seconds_count {desk.times.count}",
        "# HELP velfaerd_waiting Questions being answered or waiting.",
        "# TYPE velfaerd_waiting gauge",
        f"velfaerd_waiting {desk.waiting}",
        "# HELP velfaerd_documents Documents in the library.",
        "# TYPE velfaerd_documents gauge",
        f"velfaerd_documents {len(documents)}",
        "# HELP velfaerd_passages Passages in the library.",
        "# TYPE velfaerd_passages gauge",
        f"velfaerd_passages {sum(info.chunks for info in documents)}",
        "# HELP velfaerd_library_generation Number of changes to the library.",
        "# TYPE velfaerd_library_generation counter",
        f"velfaerd_library_generation {site.library.generation}",
    ]
    return "\n".join(lines) + "\n"

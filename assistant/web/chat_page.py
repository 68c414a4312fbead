"""The layout of the chat page, and how Gradio is set up so that it lets nothing through."""

from __future__ import annotations

from typing import Any

import gradio as gr
from fastapi import FastAPI

from assistant.records import MAX_QUESTION_CHARACTERS
from assistant.web.chat import Chat
from assistant.web.render import one_line, render
from assistant.web.site import Site

_FONTS = ["system-ui", "sans-serif"]  # Gradio's own would come from a font server
_SESSIONS = 500  # open pages whose conversation is known; Gradio keeps 0.1 MB and more of each

# What the page itself uses of Gradio. The rest (upload, file, proxy, run, info, monitoring …)
# answers 404, for the page has no use for it.
_ALLOWED = (
    "/assets/",
    "/static/",
    "/theme.css",
    "/gradio_api/queue/join",
    "/gradio_api/queue/data",
    "/gradio_api/heartbeat/",
    "/gradio_api/cancel",
    "/gradio_api/startup-events",
)


def allowed(path: str) -> bool:
    """Return whether the page uses one of Gradio's routes."""
    return path == "/" or path.startswith(_ALLOWED)


def _markdown(value: str, name: str) -> gr.Markdown:
    """Return a place for HTML of our own: escaped by us, so not sanitised again."""
    return gr.Markdown(
        value, elem_id=name, sanitize_html=False, latex_delimiters=[], container=False
    )


def build(site: Site) -> gr.Blocks:
    """Return the chat page."""
    t, chat = site.texts, Chat(site)
    language = site.settings.language
    page: gr.Blocks
    with gr.Blocks(title=t("site.title"), analytics_enabled=False, fill_width=True) as page:
        conversation, pending = gr.State(""), gr.State("")
        with gr.Row(elem_id="chat"):
            with gr.Column(elem_id="side", min_width=0):
                recent = _markdown("", "recent")
                _markdown(one_line(render("filters_head.html", language)), "filters-head")
                with gr.Column(elem_id="filters", min_width=0):
                    groups = [
                        gr.CheckboxGroup([], label=t(f"filter.{name}"), elem_id=f"filter-{name}")
                        for name in ("kinds", "years", "publishers", "documents")
                    ]
            with gr.Column(elem_id="indhold", min_width=0):
                _markdown(one_line(render("intro.html", language)), "intro")
                shown = _markdown("", "conversation")
                with gr.Column(elem_id="ask", min_width=0):
                    active = _markdown(
                        one_line(render("active.html", language, limits=())), "active"
                    )
                    box = gr.Textbox(
                        label=t("ask.label"),
                        placeholder=t("ask.placeholder"),
                        lines=1,
                        max_lines=6,
                        max_length=MAX_QUESTION_CHARACTERS,
                        elem_id="question",
                    )
                    with gr.Row(elem_id="ask-buttons"):
                        ask = gr.Button(t("ask.ask"), variant="primary", elem_id="ask-button")
                        stop = gr.Button(t("ask.stop"), interactive=False, elem_id="stop-button")
        edit = gr.Textbox(label=t("turn.edit"), visible="hidden", elem_id="edit")

        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        page.load(chat.open, None, [conversation, shown, recent, *groups], **quiet)
        asking = gr.on(
            [ask.click, box.submit],
            chat.ask,
            [box, edit, conversation, *groups],
            [shown, conversation, recent, edit, pending, box, ask, stop],
            concurrency_limit=None,
            **quiet,
        )
        stop.click(
            chat.stop, [conversation, pending], [shown, pending, box, ask, stop],
            cancels=[asking], **quiet,
        )  # fmt: skip
        for group in groups:
            group.change(chat.active, groups, active, **quiet)
    page.state_session_capacity = _SESSIONS
    return page


def mount(app: FastAPI, site: Site) -> None:
    """Serve the chat page at the root of an application."""
    page = build(site)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        server_name=site.settings.host,
        server_port=site.settings.port,
        auth_dependency=lambda request: request.state.user.name,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        pwa=False,
        ssr_mode=False,
        mcp_server=False,
        show_error=False,
        max_file_size=1,
        blocked_paths=["/"],
        theme=gr.themes.Base(font=_FONTS, font_mono=["monospace"]),
    )

"""The pages: a question box, its answers and sources, the documents, and what maintainers need."""

import os

# Read when Gradio is imported: it reports home and keeps questions in the browser otherwise.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["GRADIO_RUN_HISTORY"] = "False"

"""The pages: a question box, its answers and sources, the documents, and what maintainers need."""

import os

# Read when Gradio is imported: else it reports home, keeps questions in the browser, and makes
# statistics of all events after each of them.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["GRADIO_RUN_HISTORY"] = "False"
os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**12)

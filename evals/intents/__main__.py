"""Messages → the weights that tell what a message is: `python -m evals.intents`."""

from __future__ import annotations

import sys
from pathlib import Path

from assistant import intent
from evals.intents.train import train

if __name__ == "__main__":
    train(Path(intent.__file__).with_name(intent.FILE), sys.stdout.write)

"""One file per family of measures, each citing its paper; pure functions of case and answer."""

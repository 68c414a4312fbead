"""The verifier measured: sentences held against their sources, labelled by hand."""

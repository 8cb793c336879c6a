"""What the bank reaches, one module per figure: `python -m benchmarks.NAME [--quick]` prints one JSON object last."""

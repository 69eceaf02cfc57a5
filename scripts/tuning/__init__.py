"""Fine-tuning of the sentence encoder's upper layers, for `scripts/tune_encoder.py`."""

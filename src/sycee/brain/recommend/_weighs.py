"""What weighs in the blend: how strongly its answer turns on each feature, as shares of the whole."""

from __future__ import annotations

import numpy as np

from sycee.brain.recommend._blend import FEATURES, Blend

_DRAWN = 2_000


def weighs_of(blend: Blend) -> dict[str, float]:
    """Per feature the mean size of the slope of the log odds by it, each feature in units of its own spread.

    Sums to 1. The slopes are taken at independent draws from a standard normal, which is what features are brought to
    before the blend sees them; two that say the same share what they weigh (saliency after Simonyan and others, 2013).
    """
    drawn = np.random.default_rng(0).standard_normal((_DRAWN, len(FEATURES)), np.float32)
    awake = (drawn @ blend.first + blend.first_bias) > 0
    slopes = np.abs(blend.straight + (awake * blend.second) @ blend.first.T).mean(0)
    return {name: float(share) for name, share in zip(FEATURES, slopes / max(slopes.sum(), 1e-9), strict=True)}

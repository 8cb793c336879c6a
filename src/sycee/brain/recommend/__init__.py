"""What to show to whom, and why: retrieval, RippleNet over a knowledge graph, and the blend that ranks."""

from sycee.brain.recommend._als import Als, fit_als, fold_in
from sycee.brain.recommend._als_spark import fit_als_on_spark
from sycee.brain.recommend._blend import FEATURES, Blend, Known, features_of, fit_blend, known_of
from sycee.brain.recommend._deeds import deeds_from
from sycee.brain.recommend._ease import Ease, fit_ease
from sycee.brain.recommend._for_me import ForMeItem, would_see
from sycee.brain.recommend._graph import Graph, Ripples, graph_from, ripples
from sycee.brain.recommend._knowledge import KINDS, Edge, Knowledge, Node, NodeKind, knowledge
from sycee.brain.recommend._learned import Learned as Learner
from sycee.brain.recommend._mine import FORMATS, weighs
from sycee.brain.recommend._nearby import Nearby, fit_nearby
from sycee.brain.recommend._popular import Count, count
from sycee.brain.recommend._rank import Known as Viewer
from sycee.brain.recommend._rank import choose, places_for, suits
from sycee.brain.recommend._ranker import ASKED, CANDIDATE, Ranker
from sycee.brain.recommend._ranker_fit import RANKER_SETTINGS
from sycee.brain.recommend._ripple import Memory, Ripple, attention, remember, score_drawn, score_items
from sycee.brain.recommend._ripple_fit import Recipe, fit_ripple
from sycee.brain.recommend._ripple_together import fit_ripple_together
from sycee.brain.recommend._seen import Seen, seen_from
from sycee.brain.recommend._shelf import Good, Shelf, shelf_from
from sycee.brain.recommend._train import learn, train
from sycee.brain.recommend._trees import trees_from
from sycee.brain.recommend._watch import LATELY, watch

__all__ = [
    "ASKED",
    "CANDIDATE",
    "FEATURES",
    "FORMATS",
    "KINDS",
    "LATELY",
    "RANKER_SETTINGS",
    "Als",
    "Blend",
    "Count",
    "Ease",
    "Edge",
    "ForMeItem",
    "Good",
    "Graph",
    "Knowledge",
    "Known",
    "Learner",
    "Memory",
    "Nearby",
    "Node",
    "NodeKind",
    "Ranker",
    "Recipe",
    "Ripple",
    "Ripples",
    "Seen",
    "Shelf",
    "Viewer",
    "attention",
    "choose",
    "count",
    "deeds_from",
    "features_of",
    "fit_als",
    "fit_als_on_spark",
    "fit_blend",
    "fit_ease",
    "fit_nearby",
    "fit_ripple",
    "fit_ripple_together",
    "fold_in",
    "graph_from",
    "knowledge",
    "known_of",
    "learn",
    "places_for",
    "remember",
    "ripples",
    "score_drawn",
    "score_items",
    "seen_from",
    "shelf_from",
    "suits",
    "train",
    "trees_from",
    "watch",
    "weighs",
    "would_see",
]

"""The charts of a round as files: pictures for a slide and for paper, drawings, and the tables behind them."""

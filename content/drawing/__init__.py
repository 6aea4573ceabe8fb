"""Drawings as SVG, made into pictures: letters measured by the font, flat shapes, PNG."""

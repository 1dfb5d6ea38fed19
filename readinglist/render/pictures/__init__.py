"""Pictures as SVG: graphs, trees and plots, which say in words what they show."""

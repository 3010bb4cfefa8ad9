"""A chart of times as SVG, longest last: chart.py <name>=<milliseconds>… >docs/performance.svg"""
import sys
from html import escape

ROW, LEFT, WIDTH = 34, 250, 470
COLORS = {"EtlMesh": "#1f6feb"}

times = sorted(((name, int(value)) for name, value in (pair.rsplit("=", 1) for pair in sys.argv[1:])), key=lambda pair: pair[1])
ours = dict(times)["EtlMesh"]
# What is far longer than all the rest is shown broken.
most = sorted(value for _, value in times)[max(0, len(times) - 3)] * 1.15
print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDTH + 150}" height="{ROW * len(times) + 40}" font-family="sans-serif" font-size="14" fill="#57606a">')
print('<text x="0" y="16">MySQL to PostgreSQL, 4 million rows of 12 columns: time, as a multiple of EtlMesh\'s (less is better)</text>')
for place, (name, value) in enumerate(times):
    y = 34 + place * ROW
    width = min(value, most) / most * WIDTH
    print(f'<text x="{LEFT - 8}" y="{y + 16}" text-anchor="end">{escape(name)}</text>')
    print(f'<rect x="{LEFT}" y="{y}" width="{width:.0f}" height="22" rx="3" fill="{COLORS.get(name, "#8c959f")}"/>')
    if value > most:
        print(f'<path d="M{LEFT + width - 26:.0f} {y + 26} l8 -30" stroke="#ffffff" stroke-width="4"/>')
    print(f'<text x="{LEFT + width + 8:.0f}" y="{y + 16}">{value / ours:.2f} ({value / 1000:.1f} s)</text>')
print("</svg>")

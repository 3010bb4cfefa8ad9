"""What a mesh on this machine says of itself: mesh.py <folder> url | token | postgres | port | peaks | times <run> <begun in ms> <the run's document>"""
import json
import sys
from datetime import datetime
from pathlib import Path

folder = Path(sys.argv[1])
state = json.loads((folder / "mesh.json").read_text())


def log(service):
    with open(folder / "logs" / f"{service}.log") as lines:
        for line in lines:
            if line.startswith("{") and line.endswith("}\n"):
                yield json.loads(line)


def moments(service, template, run):
    """When a service told of an event of a run, in ms since 1970."""
    return [
        moment(entry["Timestamp"])
        for entry in log(service)
        if entry["MessageTemplate"].startswith(template) and str(entry["Properties"].get("RunId")) == run
    ]


def moment(text):
    return datetime.fromisoformat(text).timestamp() * 1000


def times(run, begun, document):
    """From the request to the loaded segment; from the plan to the last slice; from the request to the end of the night."""
    planned = moments("extractor", "{Source}.{Table} is planned", run)[0]
    landed = max(moments("extractor", "{Source}.{Table} slice", run))
    loaded = moments("loader", "{Source}.{Table}: {Rows} rows loaded", run)[-1]
    ended = moment(json.loads(Path(document).read_text())["updated_at"])
    return [round(loaded - begun), round(landed - planned), round(ended - begun)]


def peaks():
    for process in state["processes"]:
        if process["name"] not in ("postgres", "emulator"):
            status = Path(f"/proc/{process['pid']}/status").read_text()
            print(process["name"], next(int(line.split()[1]) // 1000 for line in status.splitlines() if line.startswith("VmHWM")))


match sys.argv[2:]:
    case ["url"]:
        print(state["url"])
    case ["token"]:
        print(state["token_file"])
    case ["postgres"]:
        print(state["postgres"])
    case ["port"]:
        print(state["ports"]["postgres"])
    case ["peaks"]:
        peaks()
    case ["times", run, begun, document]:
        print(*times(run, int(begun), document))
    case _:
        sys.exit(__doc__)

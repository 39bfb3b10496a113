"""Holds a score to its floors: floors.py FLOORS.toml DESIGNS.jsonl OTHERS.jsonl < SCORE.json"""
import json
import sys
import tomllib

floors = tomllib.load(open(sys.argv[1], "rb"))
designs, others = (
    [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()] for path in sys.argv[2:4]
)
score = json.load(sys.stdin)

below = [
    f"{row}: {score[row]['f1']} is below {floor}"
    for row, floor in floors["f1"].items()
    if score[row]["f1"] < floor
]
taken = [row["path"] for row in others if row["is_design"]]
if len(taken) > floors["other"]["designs"]:
    below.append(f"taken for designs: {', '.join(taken)}")
missed = [row["path"] for row in designs if not row["is_design"]]
if len(missed) > floors["design"]["others"]:
    below.append(f"taken for other files: {', '.join(missed)}")
print(f"{len(designs) - len(missed)} of {len(designs)} designs are seen to be designs.")
print(f"{len(others) - len(taken)} of {len(others)} other files are seen to be no designs.")
if below:
    sys.exit("\n".join(below))

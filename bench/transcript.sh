#!/usr/bin/env bash
# How fast transcripts are made, and how large and hungry, beside the same pages drawn by Skia; and the whole way from archive to sealed package.
#   bench/transcript.sh [ROUNDS] [WORK]     3 rounds, in a folder that is kept for the next time
# Prints two Markdown tables; ends with 1 where a figure is missed. Takes about eight minutes on two cores; nothing else should run.
# Needs the .NET 10 SDK, python3, the fonts of README.md, 3 GB of disk, and the generator in ../shared.
set -euo pipefail
rounds=${1:-3} work=${2:-/tmp/portal-bench}
cd "$(dirname "${BASH_SOURCE[0]}")/.."
generator=../shared/prototypes/pdf/gen.py
[[ -f $generator ]] || { echo "The generator of messages, $generator, is not here."; exit 2; }

mkdir -p "$work"
[[ -s $work/messages.jsonl ]] || python3 "$generator" 200000 >"$work/messages.jsonl"
[[ -d $work/volumes ]] || { mkdir "$work/volumes"; split -l 25000 -d -a 3 "$work/messages.jsonl" "$work/volumes/"; }
[[ -d $work/million ]] || { mkdir "$work/million"; python3 "$generator" 1000000 | split -l 25000 -d -a 3 - "$work/million/"; }
[[ -s $work/import.ndjson ]] || python3 - "$work/messages.jsonl" >"$work/import.ndjson" <<'PYTHON'
import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    m = json.loads(line)
    print(json.dumps({"message_id": m["mid"], "conversation_id": "everything", "sender": m["from"], "recipient": m["to"],
                      "sent_at": m["ts"].replace(" ", "T"), "text": m["text"]}, ensure_ascii=False))
PYTHON

dotnet build bench/Portal.Bench -c Release -v quiet --nologo
dotnet build Portal.Jobs -c Release -v quiet --nologo
dotnet bench/Portal.Bench/bin/Release/net10.0/Portal.Bench.dll compare "$work" "$rounds" Portal.Jobs/bin/Release/net10.0/Portal.Jobs.dll

#!/usr/bin/python3
"""Check the labelled texts: form, vocabulary, dates, and that the right answers score 100 %.

  check.py [--score SCORE.py] [FILES...]     default: the files beside this one and ../../nlp/training/*.jsonl

Files of times (each line has "reference") are recognised by themselves.
"""
import argparse, collections, glob, json, os, re, subprocess, sys, tempfile
from datetime import datetime
from zoneinfo import ZoneInfo

HERE = os.path.dirname(os.path.abspath(__file__))
HELD = ("unseen.jsonl", "heldout.jsonl")
MACROS = "calories protein_g carbs_g fat_g"
SLOTS = {k: set(v.split()) for k, v in {
    "food_log": "food quantity unit meal restaurant at " + MACROS,
    "water_log": "amount_ml at",
    "gym_log": "exercise sets reps weight weight_unit duration_min distance distance_unit calories at notes",
    "sleep_log": "date sleep_time wake_time duration_min nap",
    "todo_add": "content due list", "reminder_add": "content due recurrence",
    "assignment_add": "class_name assignment_name due", "fact_store": "key value", "fact_query": "key",
    "stats_query": "domain metric period start end item agg provider",
    "agenda_query": "scope period start end class_name list",
    "complete_item": "item type", "delete_item": "item type at", "undo": "",
    "teach_pattern": "term type value kind amount_ml " + MACROS, "forget_pattern": "term", "list_patterns": "kind",
    "water_goal_set": "goal_ml date",
    "preference_set": "units response_style timezone quiet_hours_start quiet_hours_end do_not_disturb "
                      "notification_frequency emoji language",
    "connect_integration": "provider", "disconnect_integration": "provider", "sync_integration": "provider",
    "integration_status": "provider", "pause_sync": "provider", "resume_sync": "provider",
    "delete_data": "data_type provider period start end", "export_data": "format data_type", "delete_account": "confirmed",
    "help": "topic", "greeting": "", "smalltalk_thanks": "", "confirm_yes": "", "confirm_no": "", "unknown": "",
    "feedback": "feedback_type rating message", "support_ticket": "message", "search": "query scope period",
    "suggest": "topic meal calories_max protein_min_g item"}.items()}
TARGET = {"food": "food_log", "water": "water_log", "gym": "gym_log", "sleep": "sleep_log", "todo": "todo_add",
          "reminder": "reminder_add", "assignment": "assignment_add", "fact": "fact_store", "goal": "water_goal_set"}
ENUM = {k: set(v.split()) for k, v in {
    "meal": "breakfast lunch dinner snack", "weight_unit": "lb kg", "distance_unit": "mi km m yd",
    "domain": "food water gym sleep todos assignments all",
    "metric": "calories protein_g carbs_g fat_g fiber_g amount_ml count duration_min distance weight reps items",
    "agg": "total average max min last count remaining compare", "units": "imperial metric",
    "response_style": "concise friendly coach", "notification_frequency": "immediate daily weekly",
    "provider": "fitbit google_calendar google_fit apple_health outlook", "format": "csv json pdf",
    "data_type": "food water gym sleep todos reminders assignments facts patterns all",
    "feedback_type": "bug feature rating general", "target": " ".join(TARGET)}.items()}
PERIOD = {"stats_query": "today yesterday last_night this_week last_week this_month last_month this_year last_7_days "
                         "last_30_days all_time date range",
          "agenda_query": "today tomorrow this_week next_week this_weekend this_month next_month date range overdue"}
SCOPE = {"agenda_query": "all todos reminders assignments calendar",
         "search": "food water gym sleep todos reminders assignments facts patterns nutrition exercises"}
TOPIC = {"suggest": "food workout water sleep general"}
TYPE = {"complete_item": "todo reminder assignment", "delete_item": "todo reminder assignment food water gym sleep fact",
        "teach_pattern": "intent entity synonym"}
KIND = set("restaurant food container class exercise place person".split())
NUM = set("quantity amount_ml goal_ml sets reps weight distance duration_min calories protein_g carbs_g fat_g calories_max "
          "protein_min_g rating".split())
BOOL = {"nap", "do_not_disturb", "emoji", "confirmed"}
REC = re.compile(r"daily|weekdays|weekends|weekly|weekly:(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*|monthly"
                 r"|monthly:(-?\d+|last)|yearly|every:\d+[hdwm]|every:\d+min")
TS = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?")
HHMM = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def plain(v):
    if isinstance(v, dict):
        return v["any"][0] if "any" in v and not isinstance(v["any"][0], dict) else plain(v["any"][0]) if "any" in v else v["value"]
    return v


def each(v):
    if isinstance(v, dict) and "any" in v:
        for x in v["any"]:
            yield from each(x)
    elif isinstance(v, dict):
        yield v["value"]
    else:
        yield v


def reading(acts, now):
    """faults of one reading"""
    if not isinstance(acts, list) or not acts:
        yield "empty reading"
        return
    if len(acts) > 1 and any(a["intent"] == "unknown" for a in acts):
        yield "unknown beside another intent"
    for a in acts:
        i, s = a["intent"], a["slots"]
        if set(a) != {"intent", "slots"}:
            yield "keys of an act"
        if i == "edit_correction":
            if s.get("target") not in TARGET:
                yield "edit without target"
                continue
            ok = {"target"} | SLOTS[TARGET[s["target"]]]
            if len(s) < 2:
                yield "edit changes nothing"
            if s["target"] == "water":
                ok.add("food")  # a drink that was not water
        elif i not in SLOTS:
            yield f"intent {i}"
            continue
        else:
            ok = SLOTS[i]
        for k, vv in s.items():
            if k not in ok:
                yield f"slot {k} of {i}"
            for v in each(vv):
                if k in NUM and (isinstance(v, bool) or not isinstance(v, (int, float)) or v < 0):
                    yield f"{k} is not a number: {v}"
                if k in BOOL and not isinstance(v, bool):
                    yield f"{k} is not true or false: {v}"
                if k in ENUM and v not in ENUM[k]:
                    yield f"{k} is {v}"
                if k in ("at", "due", "start", "end", "date"):
                    if not TS.fullmatch(str(v)):
                        yield f"{k} is not a time: {v}"
                        continue
                    t = datetime.fromisoformat(v)
                    if k == "at" and i in ("food_log", "water_log", "gym_log") and t.date() > now.date():
                        yield f"logged in the future: {v}"
                    if k == "due" and t.date() < now.date():
                        yield f"due in the past: {v}"
                if k in ("sleep_time", "wake_time", "quiet_hours_start", "quiet_hours_end") and not HHMM.fullmatch(str(v)):
                    yield f"{k} is not HH:MM: {v}"
                if k == "recurrence" and not REC.fullmatch(str(v)):
                    yield f"recurrence {v}"
                if k == "timezone":
                    ZoneInfo(v)
                for name, table in (("period", PERIOD), ("scope", SCOPE), ("topic", TOPIC), ("type", TYPE)):
                    if k == name and i in table and v not in table[i].split():
                        yield f"{k} of {i} is {v}"
                if k == "kind" and v not in KIND:
                    yield f"kind {v}"
        if s.get("period") in ("date", "range") and not ("start" in s or "end" in s):
            yield "period without dates"
        if "sleep_time" in s and "wake_time" in s and "duration_min" in s and i == "sleep_log":
            m = lambda x: int(x[:2]) * 60 + int(x[3:])
            if (m(s["wake_time"]) - m(s["sleep_time"])) % 1440 != s["duration_min"]:
                yield "sleep duration does not fit its times"
        if ("weight" in s) != ("weight_unit" in s) and i == "gym_log" or ("distance" in s) != ("distance_unit" in s) and i == "gym_log":
            yield "number without unit"


def check_time(d):
    if set(d) - {"alt"} != {"id", "text", "reference", "tz", "expected"}:
        yield "keys"
    ZoneInfo(d["tz"])
    datetime.fromisoformat(d["reference"])
    for e in [d["expected"]] + d.get("alt", []):
        yield from one_time(e)


def one_time(e):
    if e["kind"] not in ("point", "interval", "open_after", "open_before", "none"):
        yield "kind"
    need = {"point": {"start"}, "interval": {"start", "end"}, "open_after": {"start"}, "open_before": {"end"}, "none": set()}
    have = {k for k in ("start", "end") if e.get(k) is not None}
    if have != need[e["kind"]]:
        yield f"{e['kind']} has {sorted(have)}"
    if e["kind"] != "none" and e.get("grain") not in ("second", "minute", "hour", "day", "week", "month", "year"):
        yield "grain"
    for k in have:
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", e[k]):
            yield f"{k} {e[k]}"
    if e["kind"] == "interval" and not e["start"] < e["end"]:
        yield "end not after start"


def text_lists(pattern):
    """{(file, line number): (intent, line)} of lists of texts by intent"""
    out = {}
    for f in sorted(glob.glob(pattern)):
        label = None
        for no, l in enumerate(open(f, encoding="utf-8"), 1):
            if l.startswith("="):
                label = l[1:].strip()
            elif l.strip() and not l.startswith("#"):
                out[os.path.basename(f), no] = label, l.strip()
    return out


def marked_texts(pattern):
    """{(file, line number): (intents, text)} of texts whose acts are marked"""
    out = {}
    for f in sorted(glob.glob(pattern)):
        for no, l in enumerate(open(f, encoding="utf-8"), 1):
            kinds, _, parts = l.rstrip("\n").partition(" :: ")
            kinds, parts = kinds.split("+"), parts.split(" | ")
            out[os.path.basename(f), no] = kinds if len(kinds) == len(parts) else [], " ".join(parts).strip()
    return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--score")
    ap.add_argument("--quiet", action="store_true")
    ap.add_argument("files", nargs="*")
    a = ap.parse_args()
    files = a.files or sorted(glob.glob(HERE + "/*.jsonl") + glob.glob(HERE + "/../../nlp/training/*.jsonl"))
    bad, ids, texts = 0, set(), {}
    for f in files:
        n, seen, intents, gold, counted = 0, 0, collections.Counter(), [], collections.Counter()
        for no, l in enumerate(open(f, encoding="utf-8"), 1):
            faults, d = [], {}
            try:
                d = json.loads(l)
                if d["id"] in ids:
                    faults.append("id twice")
                ids.add(d["id"])
                if "reference" in d:
                    faults += check_time(d)
                    counted[d["expected"]["kind"]] += 1
                else:
                    gold.append(d)
                    now = datetime.fromisoformat(d["now"])
                    ZoneInfo(d["tz"])
                    if d["prefs"].get("units") not in ("imperial", "metric") or not d["text"] or not d.get("persona"):
                        faults.append("prefs, text or persona")
                    for h in d.get("history", []):
                        if h["role"] not in ("user", "assistant") or not h["text"]:
                            faults.append("history")
                    for p in d.get("patterns", []):
                        if not p.get("term") or p.get("type") not in TYPE["teach_pattern"]:
                            faults.append("pattern")
                        if p.get("kind") not in KIND | {None}:
                            faults.append("pattern kind")
                    for r in [d["expected"]] + d.get("alt", []):
                        faults += reading(r, now)
                    counted.update(x["intent"] for x in d["expected"])
                    key = (d["text"].lower(), json.dumps(d.get("history")), json.dumps(d.get("patterns")))
                    if key in texts:
                        here = os.path.basename(f)
                        if texts[key] != here and "unseen.jsonl" in (texts[key], here):
                            faults.append("text is also in the unseen part")
                    texts[key] = os.path.basename(f)
            except Exception as ex:
                faults.append(f"{type(ex).__name__}: {ex}")
            for x in faults:
                bad += 1
                # Of the held-out files nobody reads a text, here neither.
                shown = d.get("id", "") if os.path.basename(f) in HELD else l.strip()[:200]
                print(f"{os.path.basename(f)}:{no}: {x}: {shown}")
            n += 1
        print(f"{os.path.basename(f)}: {n} lines" + ("" if a.quiet else "  " + ", ".join(f"{k} {v}" for k, v in counted.most_common())))
        if gold and a.score:
            with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False) as o:
                for d in gold:
                    o.write(json.dumps({"id": d["id"], "predicted": [
                        {"intent": x["intent"], "slots": {k: plain(v) for k, v in x["slots"].items()}} for x in d["expected"]]}) + "\n")
            r = json.loads(subprocess.run([sys.executable, a.score, f, o.name, "--json"], capture_output=True, text=True, check=True).stdout)
            os.unlink(o.name)
            if r["exact_turn"] < 1 or r["intent_accuracy"] < 1:
                bad += 1
                print(f"  the right answers score only {100 * r['exact_turn']:.2f} % exact")
            else:
                print("  the right answers score 100 %")
    held = {key[0] for key, f in texts.items() if f in HELD}
    lists = {} if a.files else text_lists(HERE + "/../../nlp/training/*.texts")
    for (f, no), (label, l) in lists.items():
        if label not in SLOTS and label != "edit_correction" and label != "redo":
            bad += 1
            print(f"{f}:{no}: intent {label}")
        if l.split(" || ")[-1].lower() in held:
            bad += 1
            print(f"{f}:{no}: text is also in the unseen part")
    trained = {l.lower() for _, l in lists.values()}
    for (f, no), (_, l) in ({} if a.files else text_lists(HERE + "/intents_heldout.texts")).items():
        if l.lower() in trained:
            bad += 1
            print(f"{f}:{no}: text is also trained on")
    marked = {} if a.files else marked_texts(HERE + "/../../nlp/training/*.marked")
    marked_held = {} if a.files else marked_texts(HERE + "/acts_heldout.marked")
    trained = {l.lower() for _, l in marked.values()}
    for (f, no), (kinds, l) in (marked | marked_held).items():
        if not kinds or any(k not in SLOTS and k not in ("edit_correction", "redo") for k in kinds):
            bad += 1
            print(f"{f}:{no}: intents {kinds}")
        if l.lower() in held or ((f, no) in marked_held and l.lower() in trained):
            bad += 1
            print(f"{f}:{no}: text is also in a held-out part")
    print("faults:", bad)
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()

#!/usr/bin/python3
"""Short notation for labelled texts -> corpus lines (JSON).

  @ persona | 2026-03-04T14:20 | America/New_York | imperial | tag,tag     a new texter
  N 2026-03-05T09:00                  moves the clock of the texter
  P term|type|value|kind|amount_ml=946      a learned pattern for the next text (P+ : until the texter changes)
  U text / A text                     history turns for the next text
  text => act & act ~~ act ## tag     the text, its acts, other right readings, tags

An act is a code, the main slot and further fields divided by "|".
Days: 0 today, +1, -1, mon..sun (next such day after today), -fri (last one before today), fri+7,
07-21 (the next such date), 2026-07-21.  Times: 15:00 or a day part (morning, noon, ...), "~60" sets the tolerance,
"/" divides values that are equally right, "+20min" and "-3h" count from now.
"""
import json, re, sys
from datetime import datetime, timedelta

CODES = {"f": ("food_log", "food"), "w": ("water_log", "amount_ml"), "g": ("gym_log", "exercise"), "s": ("sleep_log", None),
         "t": ("todo_add", "content"), "r": ("reminder_add", "content"), "a": ("assignment_add", "assignment_name"),
         "fs": ("fact_store", "key"), "fq": ("fact_query", "key"), "q": ("stats_query", "domain"),
         "ag": ("agenda_query", "scope"), "c": ("complete_item", "item"), "d": ("delete_item", "item"), "undo": ("undo", None),
         "e": ("edit_correction", "target"), "tp": ("teach_pattern", "term"), "fp": ("forget_pattern", "term"),
         "lp": ("list_patterns", "kind"), "wg": ("water_goal_set", "goal_ml"), "pf": ("preference_set", None),
         "ci": ("connect_integration", "provider"), "di": ("disconnect_integration", "provider"),
         "si": ("sync_integration", "provider"), "is": ("integration_status", "provider"), "ps": ("pause_sync", "provider"),
         "rs": ("resume_sync", "provider"), "dd": ("delete_data", "data_type"), "ex": ("export_data", "data_type"),
         "da": ("delete_account", None), "h": ("help", "topic"), "hi": ("greeting", None), "ty": ("smalltalk_thanks", None),
         "y": ("confirm_yes", None), "n": ("confirm_no", None), "fb": ("feedback", "feedback_type"),
         "tk": ("support_ticket", None), "se": ("search", "query"), "su": ("suggest", "topic"), "-": ("unknown", None)}
KEYS = {"q": "quantity", "u": "unit", "c": "class_name", "n": "assignment_name", "l": "list", "rec": "recurrence", "v": "value",
        "m": "metric", "p": "period", "i": "item", "ty": "type", "k": "kind", "st": "sleep_time", "wt": "wake_time",
        "dur": "duration_min", "d": "date", "sc": "scope", "style": "response_style", "tz": "timezone", "qs": "quiet_hours_start",
        "qe": "quiet_hours_end", "dnd": "do_not_disturb", "freq": "notification_frequency", "fmt": "format", "prov": "provider",
        "cmax": "calories_max", "pmin": "protein_min_g", "kcal": "calories", "ml": "amount_ml", "ex": "exercise", "s": "sets",
        "r": "reps", "w": "weight", "wu": "weight_unit", "dt": "data_type"}
PARTS = {"morning": ("09:00", 180), "noon": ("12:00", 90), "lunch": ("12:00", 90), "afternoon": ("15:00", 180),
         "afterwork": ("17:30", 90), "evening": ("18:00", 180), "tonight": ("20:00", 180), "night": ("21:00", 180),
         "bed": ("22:00", 180), "eod": ("17:00", 420)}
DAYS = "mon tue wed thu fri sat sun".split()
TIMES = {"at", "due", "start", "end", "date"}
NUMERIC = {"quantity", "calories", "protein_g", "carbs_g", "fat_g", "amount_ml", "goal_ml", "sets", "reps", "weight", "distance",
           "duration_min", "calories_max", "protein_min_g", "rating"}
BOOL = {"nap", "do_not_disturb", "emoji", "confirmed"}
MEALS = {"breakfast", "lunch", "dinner", "snack"}


def n(x):
    f = float(x)
    return int(f) if f == int(f) else round(f, 4)


def day(s, now):
    off = 0
    m = re.fullmatch(r"(-?)(mon|tue|wed|thu|fri|sat|sun)([+-]\d+)?", s)
    if m:
        wd = DAYS.index(m[2])
        if m[1]:
            d = (now.weekday() - wd) % 7 or 7
            base = now - timedelta(days=d)
        else:
            base = now + timedelta(days=(wd - now.weekday()) % 7 or 7)
        return (base + timedelta(days=int(m[3] or 0))).date()
    if re.fullmatch(r"[+-]?\d{1,3}", s):
        return (now + timedelta(days=int(s))).date()
    m = re.fullmatch(r"(\d\d)-(\d\d)", s)
    if m:
        d = datetime(now.year, int(m[1]), int(m[2])).date()
        return d if d >= now.date() else d.replace(year=now.year + 1)
    return datetime.strptime(s, "%Y-%m-%d").date()


def when(s, now):
    if "/" in s:
        return {"any": [when(x, now) for x in s.split("/")]}
    tol = None
    if "~" in s:
        s, t = s.split("~")
        tol = int(t)
    m = re.fullmatch(r"([+-]\d+(?:\.\d+)?)(min|h)", s)
    if m:
        v = (now + timedelta(minutes=float(m[1]) * (60 if m[2] == "h" else 1))).strftime("%Y-%m-%dT%H:%M:00")
    else:
        d, _, t = s.partition(" ")
        v = day(d, now).isoformat()
        if t in PARTS:
            tol = tol or PARTS[t][1]
            t = PARTS[t][0]
        if t:
            assert re.fullmatch(r"\d\d:\d\d", t), s
            v += "T" + t + ":00"
    return {"value": v, "tol_min": tol} if tol else v


def mins(a, b):
    f = lambda s: int(s[:2]) * 60 + int(s[3:])
    return (f(b) - f(a)) % 1440


def act(s, now):
    parts = [x.strip() for x in s.strip().split("|")]
    code, _, main = parts[0].partition(" ")
    intent, mslot = CODES[code]
    sl = {}
    main = main.strip()
    if code == "s":
        parts.append(main)
        main = ""
        sl["date"] = now.date().isoformat()
    elif main and (code in ("pf", "da") or re.match(r"[a-z]+=", main)):
        parts.append(main)
        main = ""
    if main:
        assert mslot, s
        sl[mslot] = n(main) if mslot in NUMERIC else main
    for p in parts[1:]:
        if not p:
            continue
        m = re.match(r"([a-zA-Z_]+)=(.*)$", p)
        if m:
            k, v = KEYS.get(m[1], m[1]), m[2].strip()
            if k in TIMES:
                v = when(v, now)
            elif k in NUMERIC:
                v = {"any": [n(x) for x in v.split("/")]} if "/" in v else n(v)
            elif k in BOOL:
                v = v == "true"
            sl[k] = v
        elif code == "s":
            m = re.fullmatch(r"(\d\d:\d\d)-(\d\d:\d\d)", p)
            if m:
                sl.update(sleep_time=m[1], wake_time=m[2], duration_min=mins(m[1], m[2]))
            elif p == "nap":
                sl["nap"] = True
            else:
                raise ValueError(s)
        elif p in MEALS:
            sl["meal"] = p
        elif p[0] == "@":
            sl["restaurant"] = p[1:].strip()
        else:
            m = (re.fullmatch(r"(\d+)?x(\d+)?", p), re.fullmatch(r"([\d.]+)(lb|kg)", p), re.fullmatch(r"([\d.]+)(km|mi|m|yd)", p),
                 re.fullmatch(r"([\d.]+)min", p), re.fullmatch(r"([\d.]+)kcal", p), re.fullmatch(r"([\d.]+)(p|c|f)", p),
                 re.fullmatch(r"([\d.]+)(?: ([a-z ]+))?", p))
            if m[0]:
                if m[0][1]:
                    sl["sets"] = int(m[0][1])
                if m[0][2]:
                    sl["reps"] = int(m[0][2])
            elif m[1]:
                sl["weight"], sl["weight_unit"] = n(m[1][1]), m[1][2]
            elif m[2]:
                sl["distance"], sl["distance_unit"] = n(m[2][1]), m[2][2]
            elif m[3]:
                sl["duration_min"] = n(m[3][1])
            elif m[4]:
                sl["calories"] = n(m[4][1])
            elif m[5]:
                sl[{"p": "protein_g", "c": "carbs_g", "f": "fat_g"}[m[5][2]]] = n(m[5][1])
            elif m[6] and code == "f":
                sl["quantity"] = n(m[6][1])
                if m[6][2]:
                    sl["unit"] = m[6][2]
            elif re.fullmatch(r"[a-z ]+", p) and code == "f":
                sl["unit"] = p
            else:
                raise ValueError(s)
    return {"intent": intent, "slots": sl}


def acts(s, now):
    return [act(x, now) for x in s.split(" & ")]


def pattern(s):
    f = s.split("|")
    p = {"term": f[0], "type": f[1]}
    if len(f) > 2 and f[2]:
        p["value"] = f[2]
    if len(f) > 3 and f[3]:
        p["kind"] = f[3]
    for x in f[4:]:
        k, v = x.split("=")
        p[KEYS.get(k, {"p": "protein_g", "c": "carbs_g", "f": "fat_g"}.get(k, k)) if k in ("kcal", "ml") else
          {"p": "protein_g", "c": "carbs_g", "f": "fat_g"}.get(k, k)] = n(v)
    return p


def merge(reads):
    """readings that differ only in how a food or exercise is named become one, with {"any": [...]}"""
    out = []
    for r in reads:
        for o in out:
            if len(o) == len(r) and all(a["intent"] == b["intent"] and a["slots"].keys() == b["slots"].keys() and all(
                    v == b["slots"][k] or k in ("food", "exercise") for k, v in a["slots"].items()) for a, b in zip(o, r)):
                for a, b in zip(o, r):
                    for k in ("food", "exercise"):
                        if k in a["slots"]:
                            x, y = a["slots"][k], b["slots"][k]
                            names = x["any"] if isinstance(x, dict) else [x]
                            names += [y] if y not in names else []
                            a["slots"][k] = {"any": names} if len(names) > 1 else names[0]
                break
        else:
            out.append(r)
    return out


def line(text, right, now, tz, units, persona, tags=(), hist=(), pats=()):
    tags = list(tags)
    right, _, tg = right.partition("##")
    tags += tg.split()
    reads = merge([acts(x.strip(), now) for x in right.strip().split(" ~~ ")])
    names = {p["value"]: p["term"] for p in pats if p.get("kind") == "food" and p.get("value", p["term"]) != p["term"]}
    for a in (a for r in reads for a in r if a["intent"] == "food_log"):
        if isinstance(a["slots"].get("food"), str) and a["slots"]["food"] in names:  # a taught food may go by its term or its value
            a["slots"]["food"] = {"any": [a["slots"]["food"], names[a["slots"]["food"]]]}
    e = reads[0]
    if len(e) > 1:
        tags.append("multi")
    if hist:
        tags.append("followup")
    if pats:
        tags.append("pattern")
    if e[0]["intent"] == "unknown":
        tags.append("oos")
    d = {"id": "", "now": now.strftime("%Y-%m-%dT%H:%M:%S"), "tz": tz, "prefs": {"units": units}}
    if hist:
        d["history"] = [{"role": r, "text": t} for r, t in hist]
    if pats:
        d["patterns"] = [dict(p) for p in pats]
    d["text"] = text
    d["expected"] = e
    if len(reads) > 1:
        d["alt"] = reads[1:]
    if tags:
        d["tags"] = sorted(set(tags))
    d["persona"] = persona
    return d


def compile_text(src, name="?"):
    out, who, hist, once, keep = [], None, [], [], []
    for no, l in enumerate(src.split("\n"), 1):
        l = l.strip()
        if not l or l.startswith("//"):
            continue
        try:
            if l.startswith("@ "):
                f = [x.strip() for x in l[2:].split("|")]
                who = (f[0], datetime.strptime(f[1], "%Y-%m-%dT%H:%M"), f[2], f[3], f[4].split(",") if len(f) > 4 else [])
                hist, once, keep = [], [], []
            elif l.startswith("N "):
                who = (who[0], datetime.strptime(l[2:].strip(), "%Y-%m-%dT%H:%M"), *who[2:])
            elif l.startswith("P+ "):
                keep.append(pattern(l[3:].strip()))
            elif l == "P-":
                keep = []
            elif l.startswith("P ") and "=>" not in l:
                once.append(pattern(l[2:].strip()))
            elif re.match(r"[UA] ", l) and " => " not in l:
                hist.append(("user" if l[0] == "U" else "assistant", l[2:].strip()))
            else:
                text, right = l.split(" => ")
                out.append(line(text.strip().replace("\\n", "\n"), right, who[1], who[2], who[3], who[0], who[4], hist, keep + once))
                hist, once = [], []
        except Exception as ex:
            print(f"{name}:{no}: {l}\n   {type(ex).__name__} {ex}", file=sys.stderr)
    return out


def write(lines, path, prefix, width=4):
    with open(path, "w", encoding="utf-8") as o:
        for i, d in enumerate(lines, 1):
            d["id"] = f"{prefix}-{i:0{width}d}"
            o.write(json.dumps(d, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    lines = []
    for p in sys.argv[3:]:
        lines += compile_text(open(p, encoding="utf-8").read(), p)
    write(lines, sys.argv[1], sys.argv[2])
    print(len(lines), "lines")

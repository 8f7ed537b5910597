#!/usr/bin/python3
"""Writes generated.jsonl: training texts put together from the phrase banks. The same seed gives the same file."""
import os, random, re, sys
from datetime import datetime, timedelta

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import banks as B
import notation

R = random.Random(20260402)
TEXTERS = [  # who, zone, units, habits
    ("tax preparer, Albany", "America/New_York", "imperial", ("plain", "lower")),
    ("forklift operator, Memphis", "America/Chicago", "imperial", ("typo", "slang")),
    ("yard foreman, Spokane", "America/Los_Angeles", "imperial", ("caps", "lower")),
    ("hotel clerk, Orlando", "America/New_York", "imperial", ("lower", "slang")),
    ("pastor, Little Rock", "America/Chicago", "imperial", ("formal", "voice")),
    ("track sprinter, Baton Rouge", "America/Chicago", "imperial", ("slang", "typo")),
    ("pharmacy tech, Boise", "America/Boise", "imperial", ("lower", "typo")),
    ("real estate agent who dictates, Scottsdale", "America/Phoenix", "imperial", ("voice",)),
    ("stay-home dad, Columbus", "America/New_York", "imperial", ("lower", "plain")),
    ("data analyst, Denver", "America/Denver", "imperial", ("plain", "lower")),
    ("librarian, Dunedin", "Pacific/Auckland", "metric", ("formal", "plain")),
    ("plasterer, Cork", "Europe/Dublin", "metric", ("lower", "slang")),
    ("nanny, Rotterdam", "Europe/Amsterdam", "metric", ("plain", "lower")),
    ("chemist, Basel", "Europe/Zurich", "metric", ("formal", "plain")),
    ("game tester, Montreal", "America/Toronto", "metric", ("slang", "typo")),
    ("tour guide, Lisbon", "Europe/Lisbon", "metric", ("lower", "plain")),
    ("metro driver, Delhi", "Asia/Kolkata", "metric", ("plain", "typo")),
    ("tutor, Singapore", "Asia/Singapore", "metric", ("lower", "plain")),
    ("shearer, Wagga Wagga", "Australia/Sydney", "metric", ("slang", "lower")),
    ("radiographer, Warsaw", "Europe/Warsaw", "metric", ("plain", "caps")),
]
DAYN = "monday tuesday wednesday thursday friday saturday sunday".split()
MON = "january february march april may june july august september october november december".split()
SMALL = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
         "eighteen nineteen").split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
pick = R.choice
chance = lambda p: R.random() < p


def words(k):
    return SMALL[k] if k < 20 else TENS[k // 10] + ("" if k % 10 == 0 else " " + SMALL[k % 10])


def num(x):
    return str(int(x)) if x == int(x) else f"{x:g}"


# ---------------------------------------------------------------- style
SLANG = {"and": "n", "with": "w", "please": "pls", "you": "u", "your": "ur", "tomorrow": "tmrw", "tonight": "tonite", "before": "b4",
         "about": "abt", "because": "bc", "minutes": "mins", "thanks": "thx", "just": "jus", "going to": "gonna", "some": "sum",
         "really": "rly", "something": "smth", "are": "r", "people": "ppl", "today": "2day", "remind": "rmnd", "for": "for"}


def typo(t):
    ws = t.split(" ")
    idx = [i for i, w in enumerate(ws) if re.fullmatch(r"[a-z']{5,}", w)]
    R.shuffle(idx)
    for i in idx[:1 if len(idx) < 5 else 2]:
        w, k = ws[i], R.randrange(1, len(ws[i]) - 1)
        ws[i] = pick([w[:k] + w[k + 1:], w[:k] + w[k + 1] + w[k] + w[k + 2:], w[:k] + w[k] + w[k:]])
    return " ".join(ws)


def style(t, how, safe=False):
    if how == "formal":
        t = t[:1].upper() + t[1:]
        return t if t[-1:] in ".?!)" or not t[-1:].isalnum() else t + "."
    if how == "lower":
        return t.lower()
    if how == "caps":
        return t.upper() if chance(.6) else t.lower()
    if how == "slang":
        t = t.lower()
        for a, b in SLANG.items():
            if chance(.6):
                t = re.sub(rf"\b{a}\b", b, t)
        return t.replace("'", "") + pick(["", "", "", "", " lol", " fr", " ngl"] if not safe else [""])
    if how == "typo":
        return t if safe else typo(t.lower().replace("'", ""))
    if how == "voice":
        t = re.sub(r"[,.;!?:](?=\s|$)", "", t.lower())
        t = re.sub(r"(?<![\w.:/-])(\d{1,2})(?=\s|$)", lambda m: words(int(m[1])), t)
        return pick(["", "", "", "um ", "okay so ", "hey ", "uh ", "so "]) + t
    return t


# ---------------------------------------------------------------- building blocks
IRREG = {"shrimp": "shrimp", "blt": "blts", "baked potato": "baked potatoes", "tomato": "tomatoes", "corn on the cob": "corn on the cob",
         "peach": "peaches", "chicken sandwich": "chicken sandwiches", "egg salad sandwich": "egg salad sandwiches",
         "grilled cheese": "grilled cheeses", "pierogi": "pierogi", "sandwich": "sandwiches"}
FOODS = [(a, b.split(",") if b else [], c) for a, b, c in (l.split("|") for l in B.FOODS)]


def plural(w):
    return IRREG.get(w) or (w + "es" if w.endswith(("ch", "sh", "x", "ss")) else w + "s")


def food(metric=False):
    """-> text, name, fields"""
    name, units, kind = pick(FOODS)
    r = R.random()
    if kind == "c" and (not units or r < .7):
        k = R.randint(2, 6)
        return pick([
            lambda: (("an " if name[0] in "aeio" else "a ") + name, name, ""), lambda: (("an " if name[0] in "aeio" else "a ") + name, name, ""),
            lambda: (f"1 {name}", name, "1"), lambda: (f"one {name}", name, "1"),
            lambda: (f"{k} {plural(name)}", name, str(k)), lambda: (f"{words(k)} {plural(name)}", name, str(k)),
            lambda: (f"{plural(name)} x{k}", name, str(k)), lambda: (f"{k}x {name}", name, str(k)),
            lambda: (f"a couple {plural(name)}", name, "2"), lambda: (f"a couple of {plural(name)}", name, "2"),
            lambda: (f"half a {name}", name, "0.5"), lambda: (f"half of a {name}", name, "0.5"), lambda: (f"1/2 a {name}", name, "0.5"),
            lambda: (f"{k}.5 {plural(name)}", name, f"{k}.5"), lambda: (f"a dozen {plural(name)}", name, "12"),
            lambda: (f"the whole {name}", name, ""), lambda: (f"my {name}", name, ""), lambda: (f"another {name}", name, ""),
            lambda: (f"one and a half {plural(name)}", name, "1.5"), lambda: (f"{plural(name)} ({k})", name, str(k))])()
    if units and r < .75:
        u = pick(units)
        us = plural(u) if u not in ("oz", "g", "tbsp") else u
        if u == "g":
            q = R.choice([50, 80, 100, 120, 150, 180, 200, 250, 300])
            return pick([(f"{q}g {name}", name, f"{q} g"), (f"{q} g of {name}", name, f"{q} g"), (f"{q} grams of {name}", name, f"{q} g"),
                         (f"{name} {q}g", name, f"{q} g"), (f"{name}, {q} g", name, f"{q} g"), (f"{q}gr {name}", name, f"{q} g")])
        if u == "oz":
            q = R.choice([2, 3, 4, 5, 6, 8, 10])
            return pick([(f"{q} oz {name}", name, f"{q} oz"), (f"{q}oz of {name}", name, f"{q} oz"), (f"{q} ounces of {name}", name, f"{q} oz"),
                         (f"{name} {q}oz", name, f"{q} oz")])
        k = R.randint(2, 4)
        return pick([(f"a {u} of {name}", name, u), (f"a {u} of {name}", name, u), (f"1 {u} of {name}", name, f"1 {u}"),
                     (f"one {u} {name}", name, f"1 {u}"), (f"{k} {us} of {name}", name, f"{k} {u}"), (f"{words(k)} {us} of {name}", name, f"{k} {u}"),
                     (f"{k} {us} {name}", name, f"{k} {u}"), (f"half a {u} of {name}", name, f"0.5 {u}"), (f"a small {u} of {name}", name, u),
                     (f"a big {u} of {name}", name, u), (f"{name}, {k} {us}", name, f"{k} {u}"), (f"{name} ({k} {us})", name, f"{k} {u}"),
                     (f"a couple {us} of {name}", name, f"2 {u}"), (f"another {u} of {name}", name, u)])
    return pick([(name, name, ""), (name, name, ""), (f"some {name}", name, ""), (f"leftover {name}", f"leftover {name}", ""),
                 (f"a little {name}", name, ""), (f"{name}", name, ""), (f"a ton of {name}", name, ""), (f"way too much {name}", name, ""),
                 (f"homemade {name}", f"homemade {name}", "")]) if kind == "m" else (plural(name), name, "")


def field(name, f, *more):
    return " | ".join(["f " + name] + [x for x in (f, *more) if x])


def clock(h, m, sure=True):
    h12, ap = (h % 12 or 12), ("am" if h < 12 else "pm")
    if not sure:
        return f"{h12}:{m:02d}" if m else f"{h12}"
    return pick([f"{h12}:{m:02d}{ap}", f"{h12}:{m:02d} {ap}", f"{h:d}:{m:02d}" if h > 12 else f"{h12}:{m:02d} {ap}"] if m else
                [f"{h12}{ap}", f"{h12} {ap}", f"{h12} {ap[0]}.m.", f"{h12}{ap[0]}"])


def past(now):
    """-> text, at-field"""
    if chance(.62):
        return "", ""
    h = R.randint(5, max(5, now.hour - 1)) if now.hour > 6 else None
    m = pick([0, 0, 0, 15, 30, 45, 10])
    d = R.randint(1, 6)
    wd = (now - timedelta(days=d)).weekday()
    k = R.randint(2, 4)
    c = [(" yesterday", "at=-1"), (" last night", "at=-1 20:00~240"), (f" on {DAYN[wd]}", f"at=-{notation.DAYS[wd]}"),
         (f" last {DAYN[wd]}", f"at=-{notation.DAYS[wd]}"), (" an hour ago", "at=-1h~15"), (" yesterday morning", "at=-1 morning"),
         (" yesterday evening", "at=-1 evening"), (" 20 minutes ago", "at=-20min~10"), (" half an hour ago", "at=-30min~10"),
         (f" yesterday at {clock(19, 0)}", "at=-1 19:00"), (f" {k} days ago", f"at=-{k}")]
    if h and h < now.hour:
        c += [(f" at {clock(h, m)}", f"at=0 {h:02d}:{m:02d}")] * 5 + [(f" around {clock(h, m)}", f"at=0 {h:02d}:{m:02d}")] * 2
    if now.hour >= 10:
        c += [(" this morning", "at=0 morning")] * 4
    if now.hour >= 4:
        c += [(f" {k} hours ago", f"at=-{k}h~20")]
    return pick(c)


def future(now):
    """-> text, due (never empty)"""
    h, m = R.randint(max(now.hour + 1, 9), 21) if now.hour < 20 else 21, pick([0, 0, 0, 15, 30, 45, 20])
    mo, d, wd = R.randint(5, 50), R.randint(2, 12), R.randrange(7)
    soon = now + timedelta(days=R.randint(3, 60))
    mh = R.randint(6, 11)
    n2 = notation.DAYS[wd]
    c = [(f"tomorrow at {clock(mh, m)}", f"+1 {mh:02d}:{m:02d}"), (f"tomorrow {clock(mh, 0)}", f"+1 {mh:02d}:00"), ("tomorrow morning", "+1 morning"),
         ("tomorrow afternoon", "+1 afternoon"), ("tomorrow night", "+1 night"), ("tomorrow evening", "+1 evening"), ("tomorrow", "+1"),
         (f"in {mo} minutes", f"+{mo}min"), (f"in {mo} min", f"+{mo}min"), ("in an hour", "+1h"), (f"in {d} hours", f"+{d}h"),
         ("in half an hour", "+30min"), ("in an hour and a half", "+90min"), ("in 2.5 hours", "+150min"), (f"in {d} days", f"+{d}"),
         (f"on {DAYN[wd]} at {clock(h, m)}", f"{n2} {h:02d}:{m:02d}"), (f"{DAYN[wd]} {clock(mh, m)}", f"{n2} {mh:02d}:{m:02d}"),
         (f"{DAYN[wd][:3]} at {clock(h, 0)}", f"{n2} {h:02d}:00"), (f"{DAYN[wd]} morning", f"{n2} morning"), (f"{DAYN[wd]} evening", f"{n2} evening"),
         (f"this {DAYN[wd]}", n2), (f"on {DAYN[wd]}", n2), (f"next {DAYN[wd]}", f"{n2}/{n2}+7"), ("the day after tomorrow", "+2"),
         (f"on {MON[soon.month - 1]} {soon.day} at {clock(h, m)}", f"{soon:%Y-%m-%d} {h:02d}:{m:02d}"),
         (f"{MON[soon.month - 1][:3]} {soon.day} {clock(mh, 0)}", f"{soon:%Y-%m-%d} {mh:02d}:00"),
         (f"on the {soon.day}{suffix(soon.day)} of {MON[soon.month - 1]}", f"{soon:%Y-%m-%d}"), ("a week from today", "+7"),
         (f"{DAYN[wd]} at noon", f"{n2} 12:00"), (f"{DAYN[wd]} after work", f"{n2} afterwork")]
    if now.hour < 20:
        c += [(f"at {clock(h, m)}", f"0 {h:02d}:{m:02d}"), (f"at {clock(h, m)} today", f"0 {h:02d}:{m:02d}"), (f"@ {clock(h, 0)}", f"0 {h:02d}:00")] * 2
        c += [("tonight", "0 tonight")]
    if 6 <= now.hour < 10:
        c += [("at lunch", "0 noon"), ("this afternoon", "0 afternoon"), ("before bed", "0 bed"), ("after work", "0 afterwork")]
    return pick(c)


def suffix(d):
    return "th" if 10 < d % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(d % 10, "th")


def dur():
    return pick([("30 min", 30), ("45 min", 45), ("20 minutes", 20), ("an hour", 60), ("1 hr", 60), ("1 hour", 60), ("90 min", 90), ("half an hour", 30),
                 ("an hour and a half", 90), ("1.5 hours", 90), ("2 hrs", 120), ("15 mins", 15), ("25 min", 25), ("1h15", 75), ("1h 20m", 80),
                 ("40 minutes", 40), ("50 min", 50), ("2 and a half hours", 150), ("75 minutes", 75), ("10 min", 10), ("35min", 35)])


def water(units):
    oz = pick([6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 28, 30, 32, 40, 48, 64])
    ml = pick([150, 200, 250, 300, 330, 350, 400, 450, 500, 600, 700, 750, 800, 900])
    k = R.randint(2, 5)
    imp = [(f"{oz} oz", oz * 29.57), (f"{oz}oz", oz * 29.57), (f"{oz} ounces", oz * 29.57), (f"{oz} fl oz", oz * 29.57), ("a quart", 946), ("a pint", 473),
           ("half a gallon", 1893), ("a gallon", 3785), (f"{k} cups", 240 * k), ("2 pints", 946)]
    met = [(f"{ml}ml", ml), (f"{ml} ml", ml), (f"{ml} milliliters", ml), ("1 liter", 1000), ("a liter", 1000), ("1.5 liters", 1500), ("half a liter", 500),
           ("0.75 l", 750), ("2L", 2000), ("1l", 1000), ("half a litre", 500), ("two litres", 2000), ("1,5 l", 1500), ("33 cl", 330), ("50cl", 500)]
    both = [("a glass", 240), ("a cup", 240), ("a bottle", 500), (f"{k} glasses", 240 * k), (f"{k} bottles", 500 * k), (f"{words(k)} glasses", 240 * k),
            (f"{words(k)} bottles", 500 * k), ("half a bottle", 250), ("one glass", 240), ("a couple glasses", 480), ("a full glass", 240),
            ("a big glass", 240), ("half a glass", 120), ("1 bottle", 500), ("a can", 355), ("a mug", 240), ("a sip", 15)]
    t, v = pick(both + (imp if units == "imperial" else met) * 2)
    return t, round(v)


LIFTS = [(a, b.split(",")) for a, b in (l.split("|") for l in B.LIFTS)]
BODY = [(a, b.split(",")) for a, b in (l.split("|") for l in B.BODYWEIGHT)]
CARDIO = [(a, b.split(","), c) for a, b, c in (l.split("|") for l in B.CARDIO)]


def lift(units):
    """-> text without carrier, list of acts, verb?"""
    ex, names = pick(LIFTS)
    n = pick(names)
    if units == "imperial":
        W = lambda: R.choice(range(45, 320, 5))
        u, U = "lb", pick(["lb", "lbs", " lbs", " pounds"])
    else:
        W = lambda: R.choice([20, 25, 30, 32.5, 35, 40, 42.5, 45, 50, 55, 60, 62.5, 65, 70, 75, 80, 85, 90, 95, 100, 110, 120, 130, 140])
        u, U = "kg", pick(["kg", "kg", " kg", " kilos"])
    w, w2, w3 = sorted([W(), W(), W()])
    if w == w2:
        w2 += 10
    if w3 <= w2:
        w3 = w2 + 10
    s, r, r2 = R.randint(2, 6), R.randint(3, 12), R.randint(1, 8)
    if r2 == r:
        r2 = r - 1
    a = lambda *f: " | ".join(["g " + ex, *f])
    x, kg = f"{s}x{r}", f"{num(w)}{u}"
    W1, W2, W3 = num(w), num(w2), num(w3)
    p = R.randint(1, 4)
    pw = f"{45 + 90 * p}lb" if u == "lb" else f"{20 + 40 * p}kg"
    f = [lambda: (f"{n} {W1}x{r}", [a(f"x{r}", kg)]), lambda: (f"{n} {W1} {x}", [a(x, kg)]), lambda: (f"{n} {x} @ {W1}", [a(x, kg)]),
         lambda: (f"{n} {x} @{W1}{u}", [a(x, kg)]), lambda: (f"{n} {x} at {W1}{U}", [a(x, kg)]), lambda: (f"{W1}{U} {n} {x}", [a(x, kg)]),
         lambda: (f"{n} {W1} for {r}", [a(f"x{r}", kg)]), lambda: (f"{n} {W1}{U} for {s} sets of {r}", [a(x, kg)]),
         lambda: (f"{s} sets of {r} {n} at {W1}", [a(x, kg)]), lambda: (f"{x} {n} {W1}{U}", [a(x, kg)]), lambda: (f"{x} {n}", [a(x)]),
         lambda: (f"{n} {W1}x{r}x{s}", [a(f"{s}x{r}", kg) + f" ~~ {a(f'{r}x{s}', kg)}"]),
         lambda: (f"{n} {W1}x{r}, {W2}x{r2}", [a(f"x{r}", kg), a(f"x{r2}", f"{W2}{u}")]),
         lambda: (f"{n} {W1}x{r} {W2}x{r2}", [a(f"x{r}", kg), a(f"x{r2}", f"{W2}{u}")]),
         lambda: (f"{n}: {W1}x{r}, {W2}x{r2}, {W3}x1", [a(f"x{r}", kg), a(f"x{r2}", f"{W2}{u}"), a("x1", f"{W3}{u}")]),
         lambda: (f"{n} {W1} - {r}, {r}, {r}", [a(f"3x{r}", kg)]), lambda: (f"{n} {W1}{u} {r}/{r}/{r2}", [a(f"2x{r}", kg), a(f"x{r2}", kg)]),
         lambda: (f"{n} {s} x {r} x {W1}{u}", [a(x, kg)]), lambda: (f"{n} {p} plate{'s' if p > 1 else ''} for {r}", [a(f"x{r}", pw)]),
         lambda: (f"{n} {W1}{U}", [a(kg)]), lambda: (f"{n} {s}x{r}", [a(x)]), lambda: (f"{n} {s} sets {r} reps {W1}{U}", [a(x, kg)]),
         lambda: (f"{n} {r} reps at {W1}{U}", [a(f"x{r}", kg)]), lambda: (f"{W1} {n} x{r}", [a(f"x{r}", kg)]),
         lambda: (f"{n}, {s} sets, {r} reps, {W1}{U}", [a(x, kg)]), lambda: (f"{n} ({W1}{u}) {s}x{r}", [a(x, kg)]),
         lambda: (f"{n} top set {W1}x{r}", [a(f"x{r}", kg)]), lambda: (f"{n} {W1}x{r} then {W2} {s}x{r2}", [a(f"x{r}", kg), a(f"{s}x{r2}", f"{W2}{u}")]),
         lambda: (f"{n} with {W1}{U}, {s} sets of {r}", [a(x, kg)]), lambda: (f"{n} {s} sets of {r}", [a(x)]),
         lambda: (f"{n} {W1}{U} x {r}", [a(f"x{r}", kg)]), lambda: (f"{n} for {r} at {W1}", [a(f"x{r}", kg)]),
         lambda: (f"{n} single at {W1}{U}", [a("x1", kg)]), lambda: (f"{n} {s} sets {W1}{U}", [a(f"{s}x", kg)])]
    t, acts = pick(f)()
    return t, acts, n in ("benched", "squatted")


def body():
    ex, names = pick(BODY)
    n, s, r, k = pick(names), R.randint(2, 5), R.randint(6, 20), pick([10, 15, 20, 25, 30, 40, 50, 60, 75, 100])
    a = lambda f: f"g {ex} | {f}"
    return pick([(f"{k} {n}", a(f"x{k}")), (f"{k} {n}", a(f"x{k}")), (f"{n} x{k}", a(f"x{k}")), (f"{s}x{r} {n}", a(f"{s}x{r}")), (f"{n} {s}x{r}", a(f"{s}x{r}")),
                 (f"{s} sets of {r} {n}", a(f"{s}x{r}")), (f"{n} {r} {r} {r}", a(f"3x{r}")), (f"{n}: {k}", a(f"x{k}")), (f"{n} {s} sets {r} reps", a(f"{s}x{r}"))])


def cardio(units):
    ex, names, kind = pick(CARDIO)
    n = pick(names)
    (dt, dm), mi = dur(), R.choice([1, 1.5, 2, 2.5, 3, 3.1, 4, 5, 6, 8, 10])
    a = lambda *f: " | ".join(["g " + ex, *f])
    T = f"{dm}min"
    if kind == "t" or chance(.25):
        t, f = pick([(f"{n} {dt}", (T,)), (f"{n} for {dt}", (T,)), (f"{n}, {dt}", (T,)), (f"{n} - {dt}", (T,))] +
                    ([(f"{dt} {names[0]}", (T,)), (f"{dt} of {names[0]}", (T,)), (f"{n} done", ()), (f"{names[0]} {dt}, {dm * 7} cal", (T, f"{dm * 7}kcal")),
                      (f"{dt} on the {names[0]}" if names[0] in ("elliptical", "treadmill", "stairmaster") else f"{dt} {names[0]}", (T,))]
                     if kind == "t" else []))
        return t, a(*f)
    if kind == "s":
        m = R.choice([400, 500, 800, 1000, 1200, 1500, 2000])
        D, F = pick([(f"{m}m", f"{m}m"), (f"{m} meters", f"{m}m"), (f"{m} yards", f"{m}yd"), (f"{m} metres", f"{m}m"), (f"{m}yd", f"{m}yd")])
    elif units == "imperial" and chance(.8):
        D, F = pick([(f"{num(mi)} miles", f"{num(mi)}mi"), (f"{num(mi)}mi", f"{num(mi)}mi"), (f"{num(mi)} mi", f"{num(mi)}mi"), ("5k", "5km"), ("10k", "10km")])
    else:
        D, F = pick([(f"{num(mi)} km", f"{num(mi)}km"), (f"{num(mi)}km", f"{num(mi)}km"), (f"{num(mi)} kilometers", f"{num(mi)}km"), (f"{num(mi)}k", f"{num(mi)}km")])
    if n in ("run", "walk", "jog", "swim", "erg", "hike", "bike ride", "rowing machine") or n.startswith("went"):
        t, f = pick([(f"{n} {D}", (F,)), (f"{n} {D} {dt}", (F, T)), (f"{n}, {D}, {dt}", (F, T)), (f"{n}: {D} in {dt}", (F, T))])
    else:
        s = pick([0, 10, 15, 30, 45])
        t, f = pick([(f"{n} {D}", (F,)), (f"{n} {D} in {dt}", (F, T)), (f"{n} {D}, took {dt}", (F, T)), (f"{n} {D} {dm}:{s:02d}", (F, f"{num(round(dm + s / 60, 2))}min")),
                     (f"{n} about {D}", (F,)), (f"{n} {D} with the dog", (F,))])
    return t, a(*f)


# ---------------------------------------------------------------- output
OUT, SEEN, DROPPED = [], set(), 0


def who():
    p = pick(TEXTERS)
    now = datetime(2026, R.randint(1, 12), R.randint(1, 28), pick([7, 8, 9, 12, 13, 14, 17, 18, 19, 20, 21]), pick([0, 5, 10, 20, 25, 40, 50, 55]))
    return p, now


def put(p, now, text, right, tags=(), hist=(), pats=(), how=None, safe=False):
    global DROPPED
    how = how or pick(p[3])
    t = re.sub(r"\s+", " ", style(text.strip(), how, safe)).strip()
    key = (t.lower(), str(hist), str([x["term"] for x in pats]))
    if key in SEEN:
        DROPPED += 1
        return False
    SEEN.add(key)
    tags = list(tags) + (["typo_slang"] if how in ("typo", "slang") else [how] if how in ("caps", "voice") else [])
    OUT.append(notation.line(t, right, now, p[1], p[2], p[0], tags, hist, pats))
    return True


def many(k, f):
    done = tries = 0
    while done < k and tries < k * 30:
        tries += 1
        done += bool(f())
    if done < k:
        print(f"{f.__name__}: only {done} of {k}", file=sys.stderr)


def foods():
    p, now = who()
    r = R.random()
    t, n, f = food(p[2] == "metric")
    if r < .45:
        tail, at = past(now)
        fr = pick(B.FOOD_FRAMES)
        if tail and not (fr.endswith("{f}") and re.search(r"had|ate|finished|eaten|smashed|log|food", fr)):
            tail, at = "", ""
        if re.search(r"today|just|already|\bnow\b|^an", fr):
            tail, at = "", ""
        return put(p, now, fr.format(f=t) + tail, field(n, f, at))
    if r < .68:
        m = pick(["breakfast", "lunch", "dinner", "snack"])
        word = pick({"breakfast": ["breakfast", "breakfast", "brekkie"], "lunch": ["lunch"], "dinner": ["dinner", "dinner", "supper"], "snack": ["a snack"]}[m])
        fr = pick(B.MEAL_FRAMES)
        if m == "snack" and not fr.endswith("for {m}") and "as " not in fr:
            word = "snack"
        return put(p, now, fr.format(f=t, m=word), field(n, f, m))
    if r < .8:
        pl = pick(B.RESTAURANTS)
        return put(p, now, pick(B.PLACE_FRAMES).format(f=t, p=pl), field(n, f, "@" + pl))
    if r < .88:
        c, g = R.randrange(90, 900, 10), R.randint(4, 50)
        tail, more = pick([(f", {c} calories", [f"{c}kcal"]), (f" {c} cal", [f"{c}kcal"]), (f" ({c} kcal)", [f"{c}kcal"]), (f", {c} cal {g}g protein", [f"{c}kcal", f"{g}p"]),
                           (f", {g}g protein", [f"{g}p"]), (f" about {c} calories", [f"{c}kcal"]), (f" - {c} cals, {g} g carbs", [f"{c}kcal", f"{g}c"])])
        return put(p, now, pick(["had {f}", "ate {f}", "{f}", "log {f}", "i had {f}", "just had {f}"]).format(f=t) + tail, field(n, f, *more))
    parts = [(t, n, f)]
    while len(parts) < pick([2, 2, 3]):
        x = food()
        if x[1] not in [q[1] for q in parts] and " and " not in x[1]:
            parts.append(x)
    if " and " in n:
        return False
    txt = ", ".join(x[0] for x in parts[:-1]) + pick([" and ", " and ", ", ", " plus ", " n ", " + "]) + parts[-1][0]
    if chance(.4):
        m = pick(["breakfast", "lunch", "dinner"])
        return put(p, now, pick(["{m}: {f}", "{m} was {f}", "had {f} for {m}", "for {m} i had {f}", "ate {f} for {m}", "{f} for {m}"]).format(m=m, f=txt),
                   " & ".join(field(b, c, m) for _, b, c in parts))
    return put(p, now, pick(["had {f}", "ate {f}", "i had {f}", "{f}", "just ate {f}", "log {f}", "food: {f}", "today i had {f}", "i ate {f}"]).format(f=txt),
               " & ".join(field(b, c) for _, b, c in parts))


def waters():
    p, now = who()
    t, v = water(p[2])
    fr = pick(B.WATER_FRAMES)
    tail, at = past(now) if re.match(r"(drank|had|downed|finished|chugged|I drank|log)\b", fr) else ("", "")
    return put(p, now, fr.format(w=t) + tail, f"w {v}" + (f" | {at}" if at else ""))


def gyms():
    p, now = who()
    r = R.random()
    tail, at = past(now)
    at = f" | {at}" if at else ""
    if r < .5:
        t, acts, verb = lift(p[2])
        alt = ""
        if " ~~ " in acts[0]:
            acts[0], alt = acts[0].split(" ~~ ")
            alt = f" ~~ {alt}"
            at = tail = ""
        right = " & ".join(a + at for a in acts) + alt
        return put(p, now, ("" if verb else pick(B.GYM_PRE)) + t + (tail or pick(B.GYM_POST)), right)
    if r < .68:
        t, a = body()
        return put(p, now, pick(B.GYM_PRE) + t + (tail or pick(B.GYM_POST)), a + at)
    if r < .94:
        t, a = cardio(p[2])
        return put(p, now, pick(["", "", "", "", "i ", "just ", "today "] if re.match(r"(ran|jogged|walked|hiked|biked|cycled|swam|rowed|went|skied|played|did)", t) else ["", "", "", "did ", "log "])
                   + t + (tail or pick(["", "", "", " phew", " felt great", " in the rain", " 🥵"])), a + at)
    n = pick("leg day|push day|pull day|arm day|upper body|lower body|core|chest day|back day|full body|shoulders|glutes".split("|"))
    return put(p, now, pick(["{n} done", "finished {n}", "{n} in the books", "just did {n}", "did {n} today", "{n} ✅", "wrapped up {n}", "got {n} done", "crushed {n}"]).format(n=n), f"g {n}")


def sleeps():
    p, now = who()
    b, w = pick([(20, 5), (21, 5), (21, 6), (22, 5), (22, 6), (22, 7), (23, 6), (23, 7), (0, 7), (0, 8), (1, 8), (1, 9), (2, 9)])
    bm, wm = pick([0, 0, 15, 30, 45]), pick([0, 0, 10, 15, 30, 45])
    sure = chance(.45)
    bt, wt = clock(b, bm, sure), clock(w, wm, sure)
    if b == 0 and not bm and chance(.6):
        bt = "midnight"
    full = f"s {b:02d}:{bm:02d}-{w:02d}:{wm:02d}"
    h = R.randint(3, 10)
    hm = pick([0, 0, 0, 30, 15, 20])
    ht = pick([f"{h} hours", f"{h} hrs", f"{h}h", f"{h} h"]) if not hm else pick([f"{h}.5 hours", f"{h} and a half hours"] if hm == 30 else [f"{h}h{hm}", f"{h} hours {hm} minutes"])
    tot = f"s dur={h * 60 + hm}"
    nt, nm = pick([("20 min", 20), ("30 minute", 30), ("an hour", 60), ("45 min", 45), ("25 minutes", 25), ("90 min", 90), ("2 hour", 120), ("half an hour", 30), ("15 min", 15)])
    c = [(f"slept {bt} to {wt}", full), (f"slept {bt}-{wt}", full), (f"slept from {bt} to {wt}", full), (f"sleep {bt} to {wt}", full), (f"sleep: {bt} - {wt}", full),
         (f"went to bed at {bt} and woke up at {wt}", full), (f"bed at {bt} up at {wt}", full), (f"in bed {bt}, awake {wt}", full),
         (f"I slept from {bt} until {wt}", full), (f"asleep by {bt} and up at {wt}", full), (f"fell asleep at {bt}, alarm at {wt}", full),
         (f"crashed at {bt} woke at {wt}", full), (f"woke up at {wt} after going to bed at {bt}", full), (f"lights out {bt}, up {wt}", full),
         (f"out at {bt} up at {wt}", full), (f"log sleep {bt} to {wt}", full), (f"last night {bt} to {wt}, slept ok", full), (f"bed {bt} wake {wt}", full),
         (f"slept {ht}", tot), (f"slept about {ht}", tot), (f"slept like {ht} last night", tot), (f"got {ht} of sleep", tot), (f"{ht} of sleep", tot),
         (f"I slept {ht} last night", tot), (f"only slept {ht}", tot), (f"sleep {ht}", tot), (f"log {ht} of sleep", tot), (f"managed {ht} of sleep", tot),
         (f"had {ht} of sleep last night", tot), (f"slept a solid {ht}", tot), (f"slept maybe {ht}", tot), (f"slept {ht} yesterday", tot + " | d=-1 ~~ " + tot),
         (f"{nt} nap", f"s dur={nm} | nap"), (f"took a {nt} nap" if nt[0].isdigit() else f"napped for {nt}", f"s dur={nm} | nap"),
         (f"nap {nt}" if nt[-1] != "e" and "hour" not in nt else f"nap, {nt}", f"s dur={nm} | nap"), (f"napped {nt}" if "minute" not in nt or nt.endswith("s") else f"had a {nt} nap", f"s dur={nm} | nap")]
    if now.hour >= 17:
        c += [("napped from 1 to 2:30", "s 13:00-14:30 | nap"), ("nap 2-3pm", "s 14:00-15:00 | nap"), ("nap from 3:15 to 4", "s 15:15-16:00 | nap"), ("took a nap 12:30 to 1:15", "s 12:30-13:15 | nap")]
    t, right = pick(c)
    return put(p, now, t + pick(["", "", "", "", " 😴", " ugh", " felt rested", ", still tired", " finally"]), right)


def reminders():
    p, now = who()
    task = pick(B.TASKS)
    r = R.random()
    if r < .62:
        t, due = future(now)
        fr = pick(["remind me to {c} {t}", "remind me {t} to {c}", "{t} remind me to {c}", "please remind me to {c} {t}", "can you remind me to {c} {t}", "set a reminder to {c} {t}",
                   "set a reminder {t} to {c}", "reminder: {c} {t}", "reminder {t}: {c}", "don't let me forget to {c} {t}", "ping me {t} to {c}", "nudge me to {c} {t}",
                   "remember to remind me to {c} {t}", "i need a reminder to {c} {t}", "remind me {t}: {c}", "remind me that i have to {c} {t}", "text me {t} to {c}",
                   "hey remind me to {c} {t}", "Could you remind me to {c} {t}?", "remind me about this {t}: {c}", "tell me to {c} {t}", "rmd {t} {c}", "remind {t} {c}",
                   "make sure i {c} {t}", "would you remind me {t} to {c}", "remind me pls to {c} {t}", "dont forget to remind me {t} to {c}", "set reminder {c} {t}",
                   "buzz me {t} to {c}", "alert me {t} so i {c}"])
        return put(p, now, fr.format(c=task, t=t), f"r {task} | due={due}")
    if r < .76:
        h = R.randint(6, 21)
        due = f"0 {h:02d}:00" if h > now.hour else f"+1 {h:02d}:00"
        c = clock(h, 0)
        d1, d2 = R.sample(range(7), 2)
        d1, d2 = sorted((d1, d2))
        code = lambda d: "MO TU WE TH FR SA SU".split()[d]
        nxt = notation.DAYS[d1]
        dom = R.randint(1, 28)
        first = {"weekdays": range(5), "weekends": (5, 6)}

        def fd(days):
            for k in range(8):
                d = now + timedelta(days=k)
                if d.weekday() in days and (k or h > now.hour):
                    return f"{k if not k else '+' + str(k)} {h:02d}:00"
        t, f = pick([(f"every day at {c}", f"due={due} | rec=daily"), (f"daily at {c}", f"due={due} | rec=daily"), (f"every weekday at {c}", f"due={fd(first['weekdays'])} | rec=weekdays"),
                     (f"on weekends at {c}", f"due={fd(first['weekends'])} | rec=weekends"), (f"every {DAYN[d1]} at {c}", f"due={fd([d1])} | rec=weekly:{code(d1)}"),
                     (f"every {DAYN[d1]} and {DAYN[d2]} at {c}", f"due={fd([d1, d2])} | rec=weekly:{code(d1)},{code(d2)}"), (f"every {d2 + 2} hours", f"rec=every:{d2 + 2}h"),
                     (f"on the {dom}{suffix(dom)} of every month", f"rec=monthly:{dom}"), (f"each {DAYN[d1]} at {c}", f"due={fd([d1])} | rec=weekly:{code(d1)}"),
                     (f"every monday through friday at {c}", f"due={fd(range(5))} | rec=weekdays")])
        right = f"r {task} | {f}"
        if "monthly" in f:
            k = now.replace(day=dom) if dom > now.day else (now.replace(day=1) + timedelta(days=32)).replace(day=dom)
            right += f" ~~ r {task} | {f} | due={k:%Y-%m-%d}"
        return put(p, now, pick(["remind me to {c} {t}", "remind me {t} to {c}", "{t} remind me to {c}", "set a recurring reminder to {c} {t}", "please remind me {t} to {c}"]).format(c=task, t=t), right)
    if r < .9:
        e = pick(B.EVENTS)
        for _ in range(30):
            t, due = future(now)
            if ":" in due and not due.startswith("+") or due.startswith("+1 "):
                break
        else:
            return False
        return put(p, now, pick(["{e} {t}", "i have {e} {t}", "i've got {e} {t}", "{e} is {t}", "{t} {e}", "got {e} {t}", "put {e} {t} on my calendar", "schedule {e} {t}", "add {e} {t}", "{e}, {t}",
                                 "my {e} is {t}", "we have {e} {t}", "don't forget {e} {t}", "calendar: {e} {t}"]).format(e=e, t=t), f"r {e} | due={due} ~~ t {e} | due={due}")
    k = R.randint(3, 55)
    h, m = R.randint(5, 8), pick([0, 15, 30, 45])
    wake = f"0 {h:02d}:{m:02d}" if now.hour < h else f"+1 {h:02d}:{m:02d}"
    t, right = pick([(f"set a timer for {k} minutes", f"r timer | due=+{k}min"), (f"timer {k} min", f"r timer | due=+{k}min"), (f"{k} minute timer", f"r timer | due=+{k}min"),
                     (f"start a {k} min timer", f"r timer | due=+{k}min"), (f"set an alarm for {clock(h, m)}", f"r alarm | due={wake}"), (f"wake me up at {clock(h, m)}", f"r wake up | due={wake}"),
                     (f"alarm at {clock(h, m)} tomorrow", f"r alarm | due=+1 {h:02d}:{m:02d}"), (f"wake me at {clock(h, m)} tomorrow", f"r wake up | due=+1 {h:02d}:{m:02d}"),
                     (f"countdown {k} minutes", f"r countdown | due=+{k}min ~~ r timer | due=+{k}min")])
    return put(p, now, t, right)


def todos():
    p, now = who()
    task = pick([t for t in B.TASKS if t not in ("stretch", "meditate", "eat lunch", "drink water")])
    r = R.random()
    if r < .5:
        return put(p, now, pick(["todo {c}", "todo: {c}", "to do: {c}", "add {c} to my todos", "add {c} to my to-do list", "put {c} on my list", "task: {c}", "new task {c}", "i need to {c}", "i have to {c}",
                                 "gotta {c}", "need to {c}", "i must {c}", "add a task to {c}", "add to my list: {c}", "note to self: {c}", "put down {c} as a todo", "Please add {c} to my list.",
                                 "todo - {c}", "stick {c} on the todo list", "i still need to {c}", "i've got to {c}", "add todo {c}", "create a task: {c}", "jot down {c} on my list"]).format(c=task), f"t {task}")
    if r < .75:
        for _ in range(40):
            t, due = future(now)
            if ":" not in due and re.search(r"day|\d(st|nd|rd|th)\b|tomorrow$", t) and " ago" not in t and "days" not in t and "from" not in t:
                break
        else:
            return False
        t = re.sub(r"^on ", "", t)
        if due.startswith("+") and due.endswith(("h", "min")):
            return False
        return put(p, now, pick(["i need to {c} by {t}", "todo {c} by {t}", "{c} by {t}", "have to {c} before {t}", "todo: {c} due {t}", "gotta {c} by {t}", "need to {c} by {t}", "add {c} by {t} to my todos"])
                   .format(c=task, t=t), f"t {task} | due={due}")
    items = R.sample("milk,eggs,bread,butter,rice,onions,garlic,limes,coffee filters,paper towels,trash bags,dish soap,toothpaste,batteries,light bulbs,cat litter,tortillas,cheese sticks,yeast,foil".split(","), R.randint(1, 3))
    txt = items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]
    l = pick(["shopping", "grocery", "costco", "target", "hardware", "packing"])
    return put(p, now, pick([f"add {txt} to the {l} list", f"put {txt} on my {l} list", f"{l} list: {txt}", f"{txt} to {l} list", f"please add {txt} to my {l} list", f"stick {txt} on the {l} list"]),
               f"t {txt} | l={l}")


def assignments():
    p, now = who()
    c, w = pick(B.CLASSES), pick(B.WORKS)
    for _ in range(30):
        t, due = future(now)
        if not re.fullmatch(r"\+\d+(min|h)", due) and not due.startswith("0 ") and "after work" not in t:
            break
    test = re.search("quiz|exam|midterm|test", w)
    fr = pick(["{c} {w} {t}", "{c} {w} is {t}", "i have a {c} {w} {t}", "{w} for {c} {t}", "{c} {w} coming up {t}", "got a {c} {w} {t}"]) if test else \
        pick(["{c} {w} due {t}", "{c} {w} is due {t}", "{w} for {c} due {t}", "{t} my {c} {w} is due", "i have a {w} due for {c} {t}", "{c}: {w} due {t}", "due {t}: {c} {w}", "{w} in {c} has to be in {t}",
              "add assignment {c} {w} due {t}", "my {c} {w} is due {t}"])
    return put(p, now, fr.format(c=c, w=w, t=t), f"a {w} | c={c} | due={due}")


XB = ["run 5 miles", "go running", "go for a run", "lift", "work out", "hit the gym", "do yoga", "swim laps", "bench 200", "squat", "do 50 pushups", "hike", "bike to work", "do legs", "deadlift", "jog", "row 2k",
      "do pilates", "play tennis", "do cardio"]
XP = ["ran 5 miles", "ran a half marathon", "worked out for 2 hours", "benched 250", "squatted 300 for 5", "did 100 pushups", "hiked 10 miles", "swam 40 laps", "biked 30 miles", "deadlifted 400", "did yoga", "did a triathlon",
      "walked 12k steps", "lifted for an hour", "did 3x10 pullups"]
LATER = ["tomorrow", "tonight", "later", "on friday", "this weekend", "next week", "after work", "at 6", "in a bit", "saturday", "soon", "", "", "after class", "in the morning", "monday", "someday"]


def nolog(bank):
    def f():
        p, now = who()
        fr = pick(bank)
        fd = food()
        ft = fd[0] if chance(.35) and re.search(r"\{f\}$|dropped|gave my|ate \{f\}|had \{f\}|bought|ordered|spilled", fr) and not fd[0].startswith(("my ", "another")) else fd[1]
        t = fr.format(f=ft, x=pick(XB), xs=pick(XP), l=pick(LATER), who=pick(B.WHO))
        right = "-"
        if re.search(r"vegan|does \{f\}|can dogs|recipe|how do you|breakfast food|why is", fr):
            right += f" ~~ se {fd[1]} | sc=nutrition ~~ se {fd[1]}"
        if "is it ok" in fr or "does it help" in fr or "what happens" in fr or "or not to" in fr:
            right += " ~~ su workout"
        return put(p, now, t, right)
    f.__name__ = "nolog"
    return f


def idle():
    p, now = who()
    return put(p, now, pick(B.IDLE) + pick(["", "", "", " lol", " ugh", "!!", " smh", " haha"]), "-")


def followups():
    p, now = who()
    imp = p[2] == "imperial"
    r = R.random()
    neg = lambda: pick(["no ", "no, ", "actually ", "wait ", "sorry ", "oops ", "i meant ", "make that ", "make it ", "should be ", "it was ", "no it was ", "correction: ", "scratch that, ", "change that to ", "*"])
    if r < .3:
        t, n, f = food()
        h = [("user", "had " + t), ("assistant", f"Logged {n}.")]
        t2, n2, f2 = food()
        k = R.randint(2, 6)
        c = R.randrange(100, 800, 10)
        m = pick(["breakfast", "lunch", "dinner"])
        t, right = pick([(neg() + str(k), f"e food | q={k}"), (pick(["make it {k}", "i had {k}", "it was {k}", "no {k} of them", "{k} not 1"]).format(k=words(k)), f"e food | q={k}"),
                         (pick(["no it was {n}", "i meant {n}", "change it to {n}", "wrong, it was {n}", "actually {n}", "that should say {n}", "sorry, {n}", "not {o}, {n}", "swap that for {n}"]).format(n=n2, o=n), f"e food | food={n2}"),
                         (pick(["that was {m}", "it was for {m}", "file it under {m}", "mark it as {m}", "{m} not snack"]).format(m=m), f"e food | meal={m}"),
                         (pick(["it was {c} calories", "{c} cal", "label says {c} kcal", "set the calories to {c}", "make the calories {c}"]).format(c=c), f"e food | kcal={c}"),
                         (pick(["also {t}", "and {t}", "plus {t}", "oh and {t}", "with {t} too", "then {t}", "forgot {t}"]).format(t=t2), field(n2, f2)),
                         (pick(["that was yesterday", "i had that yesterday", "move it to yesterday"]), "e food | at=-1"),
                         (pick(["only half", "just half of it", "i ate half", "half of that"]), "e food | q=0.5"),
                         (pick(["delete that", "undo it", "take that off", "remove it", "nvm undo", "cancel that entry"]), "undo")])
    elif r < .5:
        wt, v = water(p[2])
        w2, v2 = water(p[2])
        h = [("user", f"drank {wt}"), ("assistant", f"Logged {v} ml of water.")]
        t, right = pick([(neg() + w2, f"e water | ml={v2}"), (neg() + w2, f"e water | ml={v2}"), (pick(["another one", "same again", "one more", "again"]), f"w {v}"), (pick(["and another {w}", "plus {w} more", "another {w}", "then {w} more"])
                         .format(w=re.sub(r"^(a|an|one|1) ", "", w2)), f"w {v2}"), (pick(["undo that", "delete it", "wasnt me, remove", "take it back"]), "undo"), (pick(["that was yesterday", "yesterday actually"]), "e water | at=-1")])
        if "half" in t or "couple" in t:
            return False
    elif r < .72:
        ex, names = pick([x for x in LIFTS if x[0] not in ("bench press", "squat")])
        ex2 = pick(LIFTS)[0]
        w = R.choice(range(50, 250, 5)) if imp else R.choice(range(20, 140, 5))
        u = "lb" if imp else "kg"
        s, q, w2, q2 = R.randint(2, 5), R.randint(3, 12), w + pick([5, 10, 20, -5]), R.randint(3, 15)
        h = [("user", f"{names[0]} {w} {s}x{q}"), ("assistant", f"Logged {ex} {w} {u} {s}x{q}.")]
        if q2 == q:
            q2 += 1
        t, right = pick([(pick(["{n} reps", "no {n} reps", "i meant {n} reps", "it was {n} reps", "reps were {n}", "change reps to {n}", "{n} reps not {o}"]).format(n=q2, o=q), f"e gym | r={q2}"),
                         (pick(["{n} sets", "it was {n} sets", "{n} sets not {o}", "make it {n} sets"]).format(n=s + 1, o=s), f"e gym | s={s + 1}"),
                         (pick(["no {w}" + u, "it was {w}" + u, "weight was {w}", "{w} not {o}", "i did {w}", "change the weight to {w}", "make it {w}" + u]).format(w=w2, o=w), f"e gym | w={w2} ~~ e gym | w={w2} | wu={u}"),
                         (pick(["i meant {x}", "it was {x}", "wrong exercise, {x}", "sorry {x}"]).format(x=ex2), f"e gym | ex={ex2}"),
                         (pick(["then {w}x{q}", "next set {w}x{q}", "and {w}x{q}"]).format(w=w2, q=q2), f"g {ex} | x{q2} | {w2}{u}"),
                         (pick(["same weight for {x}", "same for {x}", "same with {x}"]).format(x=ex2), f"g {ex2} | {s}x{q} | {w}{u}"),
                         (pick(["undo it", "delete that set", "scrap it", "remove that"]), "undo"), (pick(["that was yesterday", "did that yesterday"]), "e gym | at=-1")])
        if ex2 == ex:
            return False
    elif r < .82:
        ex, names, kind = pick([c for c in CARDIO if c[2] == "t"])
        (dt, dm), (d2, m2) = dur(), dur()
        if dm == m2:
            return False
        h = [("user", f"{names[0]} {dt}"), ("assistant", f"Logged {ex}, {dm} min.")]
        t, right = pick([(neg() + d2, f"e gym | dur={m2}"), (f"burned {dm * 6} calories", f"e gym | kcal={dm * 6}"), (pick(["and {d} of stretching", "plus {d} stretching"]).format(d=d2), f"g stretching | {m2}min"),
                         (pick(["same yesterday", "same thing yesterday"]), f"g {ex} | {dm}min | at=-1")])
    else:
        task = pick(B.TASKS)
        hh, h2 = R.randint(13, 17), R.randint(18, 21)
        h = [("user", f"remind me to {task} tomorrow at {hh - 12}pm"), ("assistant", f"Reminder set: {task}, tomorrow {hh - 12}:00 PM.")]
        t, right = pick([(pick(["make it {c}", "no {c}", "change it to {c}", "push it to {c}", "move to {c}", "better at {c}", "can we do {c} instead", "actually {c}"]).format(c=clock(h2, 0)), f"e reminder | due=+1 {h2:02d}:00"),
                         (pick(["an hour later", "push it back an hour", "one hour later please"]), f"e reminder | due=+1 {hh + 1:02d}:00"), (pick(["half an hour earlier", "30 min earlier"]), f"e reminder | due=+1 {hh - 1:02d}:30"),
                         (pick(["same time friday", "move it to friday same time"]), f"e reminder | due=fri {hh:02d}:00"), (pick(["make it daily", "every day please", "repeat it daily"]), "e reminder | rec=daily"),
                         (pick(["thanks", "perfect thx", "great"]), "ty"), (pick(["cancel that", "nvm", "forget it", "undo it"]), f"undo ~~ d {task} | ty=reminder")])
        if now.weekday() == 4 and "friday" in t:
            return False
    return put(p, now, t, right, hist=h, safe=True, how=pick(["plain", "lower", "lower", "caps" if chance(.3) else "plain"]))


QUESTIONS = ["Log it again today?", "Should I delete it?", "Want a reminder for that?", "Do you mean today?", "Shall I save that?", "Turn on daily summaries?", "Did you finish it?", "Set it for every day?",
             "Delete all sleep logs? This cannot be undone. Reply 'yes' to confirm.", "Disconnect Fitbit? Reply 'yes' to confirm.", "You usually swim on Tuesdays. Log it?", "Was that for lunch?", "Is that 500 ml?",
             "Should I remember that your cup is 300 ml?", "Replace the old locker code?", "Add it to the shopping list?", "Do you want a weekly report?", "Move the reminder to tomorrow?"]


def confirms():
    p, now = who()
    t, right = pick([(pick(["yes do that", "yeah", "yep", "yup", "sure", "ok do it", "yes please", "y", "correct", "go ahead", "sounds good", "please do", "uh huh", "absolutely", "ye", "ya", "of course", "yess", "si", "confirm", "ok", "right", "that's right",
                            "definitely", "do it pls", "mhm", "yes sir", "affirmative"]), "y"),
                     (pick(["no", "nope", "nah", "no thanks", "n", "not now", "don't", "no leave it", "cancel", "negative", "skip it", "no way", "rather not", "not really", "nooo", "keep it", "no don't", "leave it", "maybe later", "nah im good", "pass"]), "n")])
    return put(p, now, t, right, hist=[("assistant", pick(QUESTIONS))], safe=True, how=pick(["plain", "lower", "lower", "caps" if chance(.3) else "plain"]))


def patterns():
    p, now = who()
    r = R.random()
    safe = dict(how=pick(["plain", "lower", "lower"]))
    if r < .27:
        term, q, u = pick(B.CONTAINERS).split("|")
        ml = round(float(q) * {"oz": 29.57, "ml": 1, "l": 1000}[u])
        pat = [notation.pattern(f"{term}|entity|{term}|container|ml={ml}")]
        k = R.randint(2, 3)
        t, right = pick([(f"drank a {term}", f"w {ml}"), (f"finished my {term}", f"w {ml}"), (f"another {term} down", f"w {ml}"), (f"{k} {term}s today", f"w {ml * k}"), (f"half a {term} of water", f"w {ml // 2}"),
                         (f"{term} of water", f"w {ml}"), (f"emptied the {term}", f"w {ml}"), (f"{words(k)} {term}s of water", f"w {ml * k}"), (f"one {term}", f"w {ml}"), (f"refilled and finished the {term} again", f"w {ml}"),
                         (f"lost my {term}", "-"), (f"need to wash my {term}", f"t wash {term} ~~ -"), (f"gonna fill my {term} later", "-"), (f"my {term} leaks", "-"), (f"didn't finish my {term}", "-"),
                         (f"how big is my {term}", f"fq {term} ~~ se {term} | sc=patterns ~~ lp ~~ lp container"), (f"forget {term}", f"fp {term}"), (f"just killed a {term}", f"w {ml}"), (f"{term} #2", f"w {ml}")])
    elif r < .5:
        term, c, g = pick(B.TAUGHT_FOODS).split("|")
        c, g = int(c), int(g)
        pat = [notation.pattern(f"{term}|entity|{term}|food|kcal={c}|p={g}")]
        k = R.randint(2, 3)
        m = pick(["breakfast", "lunch", "dinner"])
        one = f"f {term} | {c}kcal | {g}p"
        t, right = pick([(f"had my {term}", one), (f"{term}", one), (f"ate {term} for {m}", f"{one} | {m}"), (f"{m}: {term}", f"{one} | {m}"), (f"{k} {term}s", f"f {term} | {k} | {c * k}kcal | {g * k}p"),
                         (f"half a {term}", f"f {term} | 0.5 | {c / 2}kcal | {g / 2}p"), (f"double {term}", f"f {term} | 2 | {c * 2}kcal | {g * 2}p"), (f"{term} and a banana", f"{one} & f banana"), (f"usual {term} at my desk", one),
                         (f"finished a {term}", one), (f"thinking about a {term}", "-"), (f"no {term} today", "-"), (f"gonna make {term} tomorrow", "-"), (f"my wife loves {term}", "-"), (f"calories in {term}", f"se {term} | sc=nutrition ~~ se {term} | sc=patterns"),
                         (f"{term} yesterday", f"{one} | at=-1"), (f"forget about {term}", f"fp {term}")])
    elif r < .68:
        term, v = pick(B.TAUGHT_PLACES).split("|")
        pat = [notation.pattern(f"{term}|entity|{v}|restaurant")]
        ft, n, f = food()
        t, right = pick([(f"{ft} from {term}", field(n, f, "@" + v)), (f"{ft} at {term}", field(n, f, "@" + v)), (f"had {ft} at {term}", field(n, f, "@" + v)), (f"{term} for lunch, {ft}", field(n, f, "@" + v, "lunch")),
                         (f"got {ft} from {term}", field(n, f, "@" + v)), (f"{term}: {ft}", field(n, f, "@" + v)), (f"{term} closes at 9", "-"), (f"want to go to {term} tonight", "-"), (f"is {term} any good", "-"), (f"{term} was packed", "-")])
    elif r < .86:
        term = pick(B.TAUGHT_WORKOUTS)
        pat = [notation.pattern(f"{term}|intent|gym_log")]
        dt, dm = dur()
        t, right = pick([(f"did {term}", f"g {term}"), (f"{term} {dt}", f"g {term} | {dm}min"), (f"{term} for {dt}", f"g {term} | {dm}min"), (f"finished {term}", f"g {term}"), (f"{term} this morning" if now.hour > 10 else f"{term} done", f"g {term} | at=0 morning" if now.hour > 10 else f"g {term}"),
                         (f"had {term} today", f"g {term}"), (f"went to {term} yesterday", f"g {term} | at=-1"), (f"skipping {term} today", "-"), (f"gonna do {term} later", "-"), (f"my sister did {term}", "-"), (f"no {term} this week", "-"),
                         (f"when did i last do {term}", f"q gym | i={term} | agg=last"), (f"{term} was cancelled", "-"), (f"{term} x {dt}", f"g {term} | {dm}min"), (f"how many {term} sessions this month", f"q gym | m=count | p=this_month | i={term} ~~ q gym | p=this_month | i={term}")])
    else:
        term, v = pick(B.TAUGHT_WORDS).split("|")
        pat = [notation.pattern(f"{term}|synonym|{v}")]
        s, q = R.randint(2, 5), R.randint(5, 15)
        w = R.choice(range(20, 130, 5))
        u = "lb" if p[2] == "imperial" else "kg"
        t, right = pick([(f"{term} {s}x{q}", f"g {v} | {s}x{q}"), (f"{term} {w}{u} {s}x{q}", f"g {v} | {s}x{q} | {w}{u}"), (f"{s}x{q} {term}", f"g {v} | {s}x{q}"), (f"{term} {w} {s}x{q}", f"g {v} | {s}x{q} | {w}{u}"),
                         (f"did {term} {s} sets of {q}", f"g {v} | {s}x{q}"), (f"{term} pr?", f"q gym | i={v} | agg=max ~~ q gym | m=weight | i={v} | agg=max"), (f"i hate {term}", "-"), (f"{term} tomorrow maybe", "-")])
    return put(p, now, t, right, pats=pat, safe=True, **safe)


PER = [("today", "today"), ("yesterday", "yesterday"), ("this week", "this_week"), ("last week", "last_week"), ("this month", "this_month"), ("last month", "last_month"), ("this year", "this_year"),
       ("in the last 7 days", "last_7_days"), ("over the past 30 days", "last_30_days"), ("so far today", "today")]


def stats():
    p, now = who()
    pt, pv = pick(PER)
    mt, mv = pick([("calories", "calories"), ("protein", "protein_g"), ("carbs", "carbs_g"), ("fat", "fat_g"), ("cals", "calories"), ("fiber", "fiber_g")])
    ex = pick(LIFTS)[0]
    ca = pick(["run", "walk", "swim", "hike"])
    fd = pick(FOODS)[0]
    c = [(f"how much {mt} have i had {pt}", f"q food | m={mv} | p={pv}"), (f"how many {mt} did i eat {pt}", f"q food | m={mv} | p={pv}"), (f"{mt} {pt}?", f"q food | m={mv} | p={pv}"), (f"total {mt} {pt}", f"q food | m={mv} | p={pv} | agg=total"),
         (f"average {mt} {pt}", f"q food | m={mv} | p={pv} | agg=average"), (f"what's my {mt} {pt}", f"q food | m={mv} | p={pv}"), (f"what all did i eat {pt}", f"q food | p={pv}"), (f"show me my food {pt}", f"q food | p={pv}"),
         (f"how much water did i drink {pt}", f"q water | m=amount_ml | p={pv}"), (f"water {pt}?", f"q water | p={pv} ~~ q water | m=amount_ml | p={pv}"), (f"how many ounces of water {pt}", f"q water | m=amount_ml | p={pv}"),
         (f"average water {pt}", f"q water | m=amount_ml | p={pv} | agg=average"), (f"how much did i sleep {pt}", f"q sleep | m=duration_min | p={pv}"), (f"average sleep {pt}", f"q sleep | m=duration_min | p={pv} | agg=average"),
         (f"how many hours did i sleep {pt}", f"q sleep | m=duration_min | p={pv}"), (f"how many workouts {pt}", f"q gym | m=count | p={pv} ~~ q gym | m=count | p={pv} | agg=count"), (f"show me my workouts {pt}", f"q gym | p={pv}"),
         (f"what did i do at the gym {pt}", f"q gym | p={pv}"), (f"how far did i {ca} {pt}", f"q gym | m=distance | p={pv} | i={ca}"), (f"what's my {ex} pr", f"q gym | m=weight | i={ex} | agg=max"), (f"heaviest {ex} ever", f"q gym | m=weight | i={ex} | agg=max ~~ q gym | m=weight | i={ex} | agg=max | p=all_time"),
         (f"when did i last do {ex}", f"q gym | i={ex} | agg=last"), (f"last time i had {fd}?", f"q food | i={fd} | agg=last"), (f"how many times did i have {fd} {pt}", f"q food | i={fd} | p={pv} | m=count ~~ q food | i={fd} | p={pv} | agg=count"),
         (f"how many {mt} left today", f"q food | m={mv} | p=today | agg=remaining"), (f"how much water left", "q water | m=amount_ml | agg=remaining ~~ q water | agg=remaining"), (f"did i log any food {pt}", f"q food | p={pv}"),
         (f"did i work out {pt}", f"q gym | p={pv}"), (f"summary {pt}", f"q all | p={pv}"), (f"how was my sleep {pt}", f"q sleep | p={pv} ~~ q sleep | m=duration_min | p={pv}")]
    t, right = pick(c)
    return put(p, now, t, right, safe=True, how=pick(["plain", "lower", "formal" if "?" in t else "caps"]))


def agenda():
    p, now = who()
    pt, pv = pick([("today", "today"), ("tomorrow", "tomorrow"), ("this week", "this_week"), ("next week", "next_week"), ("this weekend", "this_weekend"), ("this month", "this_month"), ("next month", "next_month")])
    wd = R.randrange(7)
    c = pick(B.CLASSES)
    t, right = pick([(f"what do i have {pt}", f"ag all | p={pv}"), (f"what's on my schedule {pt}", f"ag all | p={pv} ~~ ag calendar | p={pv}"), (f"what's due {pt}", f"ag assignments | p={pv}"), (f"anything due {pt}?", f"ag assignments | p={pv}"),
                     (f"show my reminders {pt}", f"ag reminders | p={pv}"), (f"todos for {pt}", f"ag todos | p={pv}"), (f"what's on my list {pt}", f"ag todos | p={pv}"), (f"any meetings {pt}", f"ag calendar | p={pv}"), (f"my agenda {pt}", f"ag all | p={pv}"),
                     (f"what am i doing on {DAYN[wd]}", f"ag all | p=date | start={notation.DAYS[wd]}"), (f"what's happening {DAYN[wd]}", f"ag all | p=date | start={notation.DAYS[wd]}"), (f"anything on {DAYN[wd]}?", f"ag all | p=date | start={notation.DAYS[wd]}"),
                     (f"what's due in {c}", f"ag assignments | c={c}"), (f"any {c} homework", f"ag assignments | c={c}"), (f"list my {c} assignments", f"ag assignments | c={c}"), (f"am i busy {pt}", f"ag all | p={pv} ~~ ag calendar | p={pv}"),
                     ("show my todos", "ag todos"), ("list todos", "ag todos"), ("my reminders", "ag reminders"), ("list all reminders please", "ag reminders"), ("open assignments", "ag assignments"), ("what's overdue?", "ag all | p=overdue ~~ ag todos | p=overdue ~~ ag assignments | p=overdue"),
                     ("what's on the packing list", "ag todos | l=packing"), ("read me the hardware list", "ag todos | l=hardware"), ("calendar for tomorrow", "ag calendar | p=tomorrow ~~ ag all | p=tomorrow")])
    return put(p, now, t, right, safe=True)


PASTV = {"pay": "paid", "mow": "mowed", "renew": "renewed", "water": "watered", "fold": "folded", "clean": "cleaned", "order": "ordered", "book": "booked", "call": "called", "email": "emailed", "text": "texted", "mail": "mailed",
         "return": "returned", "pick": "picked", "drop": "dropped", "buy": "bought", "fix": "fixed", "change": "changed", "vacuum": "vacuumed", "wash": "washed", "cancel": "cancelled", "send": "sent", "sign": "signed", "file": "filed",
         "submit": "submitted", "review": "reviewed", "print": "printed", "replace": "replaced", "find": "found", "write": "wrote", "confirm": "confirmed", "schedule": "scheduled", "update": "updated", "prepare": "prepared", "download": "downloaded"}


def complete():
    p, now = who()
    task = pick([t for t in B.TASKS if t.split()[0] in PASTV])
    v, rest = task.split(" ", 1)
    x = pick([(f"done with {rest}", f"c {rest} ~~ c {task}"), (f"{PASTV[v]} {rest}", f"c {task}"), (f"i {PASTV[v]} {rest}", f"c {task}"), (f"mark {task} as done", f"c {task}"), (f"check off {task}", f"c {task}"), (f"{task} done", f"c {task}"),
              (f"{task}: done", f"c {task}"), (f"finished: {task}", f"c {task}"), (f"cross off {task}", f"c {task}"), (f"complete {task}", f"c {task}"), (f"ok {PASTV[v]} {rest}", f"c {task}"), (f"just {PASTV[v]} {rest}", f"c {task}"),
              (f"tick off {task}", f"c {task}"), (f"already {PASTV[v]} {rest}", f"c {task}")])
    w = pick(B.WORKS)
    c = pick(B.CLASSES)
    y = pick([(f"finished the {c} {w}", f"c {c} {w}"), (f"turned in {c} {w}", f"c {c} {w}"), (f"submitted my {c} {w}", f"c {c} {w}"), (f"done with the {c} {w}", f"c {c} {w}"), (f"{c} {w} is finished", f"c {c} {w}"), (f"mark {c} {w} complete", f"c {c} {w}")])
    return put(p, now, *(x if chance(.65) else y))


def delete():
    p, now = who()
    task, e = pick(B.TASKS), pick(B.EVENTS)
    n = pick(FOODS)[0]
    w = pick(B.CLASSES) + " " + pick(B.WORKS)
    ex = pick(LIFTS)[0]
    return put(p, now, *pick([(f"delete the reminder to {task}", f"d {task} | ty=reminder"), (f"cancel my reminder to {task}", f"d {task} | ty=reminder"), (f"cancel the {e} reminder", f"d {e} | ty=reminder"), (f"remove {task} from my todos", f"d {task} | ty=todo"),
                              (f"delete {task} from my list", f"d {task} | ty=todo"), (f"drop the todo about {task}", f"d {task} | ty=todo"), (f"delete the {w}", f"d {w} | ty=assignment ~~ d {w}"), (f"remove the {n} i logged", f"d {n} | ty=food"),
                              (f"delete the {n} from yesterday", f"d {n} | ty=food | at=-1"), (f"take off the {n}", f"d {n} | ty=food ~~ d {n}"), (f"delete my last {ex} entry", f"d {ex} | ty=gym ~~ d last {ex} | ty=gym"), ("delete last night's sleep", "d sleep | ty=sleep ~~ d last night's sleep | ty=sleep ~~ d sleep | ty=sleep | at=0"),
                              (f"i don't need the {e} reminder anymore", f"d {e} | ty=reminder"), (f"scrap the {e} reminder", f"d {e} | ty=reminder"), ("remove my last water", "d last water | ty=water ~~ d water | ty=water"), (f"get rid of the {n} entry", f"d {n} | ty=food ~~ d {n}")]), safe=True)


def facts():
    p, now = who()
    k, v = pick(B.FACTS).split("|")
    k2 = k
    if chance(.7):
        t = pick([f"my {k} is {v}", f"remember my {k} is {v}", f"remember that my {k} is {v}", f"{k}: {v}", f"{k} is {v}", f"note that my {k} is {v}", f"save my {k}: {v}", f"store this: {k} {v}", f"keep in mind my {k} is {v}", f"fyi my {k} is {v}", f"for the record, my {k} is {v}",
                  f"please remember my {k}, it's {v}", f"write down that my {k} is {v}", f"my {k} changed, it's {v} now", f"{k} - {v}", f"the {k} is {v}", f"don't forget my {k} is {v}", f"Please note: {k} {v}."])
        return put(p, now, t, f"fs {k2} | v={v}", safe=True, how=pick(["plain", "lower", "plain"]))
    return put(p, now, pick([f"what's my {k}", f"what is my {k}?", f"{k}?", f"do you remember my {k}", f"what was my {k} again", f"tell me my {k}", f"i forgot my {k}", f"remind me what my {k} is", f"whats the {k}", f"can you give me my {k}", f"my {k} please", f"look up my {k}"]), f"fq {k2}", safe=True)


TZS = [("chicago", "America/Chicago"), ("tokyo", "Asia/Tokyo"), ("london", "Europe/London"), ("sydney", "Australia/Sydney"), ("seattle", "America/Los_Angeles"), ("rome", "Europe/Rome"), ("central time", "America/Chicago"), ("mountain time", "America/Denver")]


def prefs():
    p, now = who()
    a, b = R.randint(20, 23), R.randint(5, 9)
    city, tz = pick(TZS)
    c = [(pick(["switch to metric", "metric units please", "use kilos and kilometers", "i want metric", "change units to metric", "show me kilograms from now on", "use liters and kg"]), "pf units=metric"),
         (pick(["switch to imperial", "imperial please", "use lbs", "change to pounds", "i prefer ounces and pounds", "use miles", "set units to imperial"]), "pf units=imperial"),
         (pick(["shorter answers", "be more concise", "keep it brief", "less words please", "make your messages short", "just the facts please", "stop rambling, short replies"]), "pf style=concise"),
         (pick(["be friendlier", "talk like a friend", "friendly mode", "be nicer to me", "use a friendly tone"]), "pf style=friendly"), (pick(["coach mode on", "be my coach", "motivate me like a coach", "talk like a coach", "set style to coach"]), "pf style=coach"),
         (pick(["no emoji", "stop the emojis", "turn emojis off", "quit with the emojis", "emojis off please"]), "pf emoji=false"), (pick(["emojis on", "i like emojis, turn them on", "use emojis"]), "pf emoji=true"),
         (pick(["no texts between {a} and {b}", "quiet hours {a} to {b}", "set quiet hours from {a} to {b}", "don't message me from {a} to {b}", "silence from {a} until {b}", "leave me alone between {a} and {b}"]).format(a=clock(a, 0), b=clock(b, 0)), f"pf qs={a:02d}:00 | qe={b:02d}:00"),
         (pick(["no messages after {a}", "don't text me after {a}", "nothing after {a} please"]).format(a=clock(a, 0)), f"pf qs={a:02d}:00"), (pick(["no messages before {b}", "don't text before {b}"]).format(b=clock(b, 0)), f"pf qe={b:02d}:00"),
         (pick(["dnd on", "turn on do not disturb", "mute notifications", "silence everything", "do not disturb please"]), "pf dnd=true"), (pick(["dnd off", "turn off dnd", "you can text me again", "unmute notifications", "end do not disturb"]), "pf dnd=false"),
         (pick(["notify me daily", "one message a day is enough", "send updates daily", "daily notifications"]), "pf freq=daily"), (pick(["weekly notifications only", "just text me weekly", "notify me once a week"]), "pf freq=weekly"),
         (pick(["notify me immediately", "instant notifications please", "tell me right away"]), "pf freq=immediate"), (pick(["set my timezone to {c}", "change time zone to {c}", "timezone {c}", "my timezone is {c}", "use {c} as my time zone"]).format(c=city), f"pf tz={tz}"),
         (pick(["reply in french", "switch language to french"]), "pf language=french ~~ pf language=fr"), (pick(["language: english", "switch back to english"]), "pf language=english ~~ pf language=en"), (pick(["speak spanish", "reply in spanish please"]), "pf language=spanish ~~ pf language=es")]
    return put(p, now, *pick(c), safe=True)


def teach():
    p, now = who()
    r = R.random()
    if r < .25:
        term, q, u = pick(B.CONTAINERS).split("|")
        ml = round(float(q) * {"oz": 29.57, "ml": 1, "l": 1000}[u])
        return put(p, now, pick(["my {t} is {q}{u}", "my {t} holds {q} {u}", "{t} = {q}{u}", "a {t} is {q} {u}", "remember a {t} is {q}{u}", "one {t} means {q} {u}", "learn: {t} is {q} {u}", "the {t} fits {q}{u}"]).format(t=term, q=q, u=u), f"tp {term} | ty=entity | k=container | ml={ml}", safe=True)
    if r < .5:
        term, c, g = pick(B.TAUGHT_FOODS).split("|")
        t, f = pick([(f"{term} is {c} calories", f"{c}kcal"), (f"{term} = {c} cal {g}g protein", f"{c}kcal | {g}p"), (f"my {term} has {c} cals and {g}g protein", f"{c}kcal | {g}p"), (f"remember {term} is {c} kcal", f"{c}kcal"), (f"{term}: {c} calories, {g} g protein, save it", f"{c}kcal | {g}p"), (f"learn that {term} is {c} cal", f"{c}kcal")])
        return put(p, now, t, f"tp {term} | ty=entity | k=food | {f}", safe=True)
    if r < .68:
        term, v = pick(B.TAUGHT_PLACES).split("|")
        return put(p, now, pick(["{t} is {v}", "{t} means {v}", "{t} = {v}", "when i say {t} i mean {v}", "by {t} i mean {v}", "if i text {t} that's {v}"]).format(t=term, v=v), f"tp {term} | ty=entity | k=restaurant | v={v} ~~ tp {term} | ty=synonym | v={v}", safe=True)
    if r < .84:
        term = pick(B.TAUGHT_WORKOUTS)
        return put(p, now, pick(["{t} is a workout", "count {t} as a workout", "{t} means i worked out", "log {t} as gym", "when i say {t} it's a workout", "treat {t} as exercise", "remember {t} = workout", "{t} should be logged as a workout"]).format(t=term), f"tp {term} | ty=intent | v=gym_log ~~ tp {term} | ty=synonym | v=workout", safe=True)
    term, v = pick(B.TAUGHT_WORDS).split("|")
    return put(p, now, pick(["{t} = {v}", "{t} means {v}", "{t} is short for {v}", "when i write {t} i mean {v}", "{t} stands for {v}", "learn {t}: {v}", "by {t} i mean {v}"]).format(t=term, v=v), f"tp {term} | ty=synonym | v={v}", safe=True)


def asks():
    p, now = who()
    n, ex = pick(FOODS)[0], pick(LIFTS)[0]
    m = pick(["breakfast", "lunch", "dinner", "snack"])
    c, g = R.randrange(200, 800, 50), R.choice([15, 20, 25, 30, 40])
    t, right = pick([(f"how many calories in {n}", f"se {n} | sc=nutrition"), (f"how much protein in {n}?", f"se {n} | sc=nutrition"), (f"calories {n}?", f"se {n} | sc=nutrition"), (f"nutrition facts {n}", f"se {n} | sc=nutrition"), (f"is there a lot of sugar in {n}", f"se {n} | sc=nutrition"),
                     (f"how many carbs does {n} have", f"se {n} | sc=nutrition"), (f"macros for {n}", f"se {n} | sc=nutrition"), (f"what is a {ex}", f"se {ex} | sc=exercises"), (f"how do i do a {ex}", f"se {ex} | sc=exercises"), (f"proper form for {ex}?", f"se {ex} | sc=exercises"), (f"what muscles does {ex} work", f"se {ex} | sc=exercises"),
                     (f"search my food log for {n}", f"se {n} | sc=food"), (f"find {n} in my logs", f"se {n} | sc=food ~~ se {n}"), (f"search workouts for {ex}", f"se {ex} | sc=gym"), (f"what should i have for {m}", f"su food | meal={m}"), (f"{m} ideas", f"su food | meal={m}"), (f"suggest a {m} under {c} calories", f"su food | meal={m} | cmax={c}"),
                     (f"what can i eat with at least {g}g protein", f"su food | pmin={g}"), (f"something for {m} under {c} cals?", f"su food | meal={m} | cmax={c}"), (f"recommend a high protein {m}", f"su food | meal={m}"), ("what should i eat", "su food"), ("any workout ideas", "su workout"), ("suggest a workout", "su workout"), ("what should i train today", "su workout"),
                     ("give me tips for better sleep", "su sleep"), ("how do i drink more water", "su water"), (f"i don't know what to make for {m}", f"su food | meal={m}"), (f"pick a {m} for me", f"su food | meal={m}")])
    return put(p, now, t, right)


PROV = [("fitbit", "fitbit"), ("google calendar", "google_calendar"), ("google fit", "google_fit"), ("apple health", "apple_health"), ("outlook", "outlook"), ("gcal", "google_calendar")]
DATA = [("food logs", "food"), ("water logs", "water"), ("workouts", "gym"), ("sleep data", "sleep"), ("todos", "todos"), ("reminders", "reminders"), ("assignments", "assignments"), ("facts", "facts"), ("food history", "food")]


def services():
    p, now = who()
    n, v = pick(PROV)
    d, dv = pick(DATA)
    g, ml = pick([("64 oz", 1893), ("90 oz", 2661), ("3 liters", 3000), ("2.2 l", 2200), ("1 gallon", 3785), ("10 glasses", 2400), ("1800 ml", 1800), ("8 cups", 1920), ("half a gallon", 1893)])
    fm = pick(["csv", "json", "pdf"])
    st = R.randint(1, 5)
    t, right = pick([(f"connect {n}", f"ci {v}"), (f"link my {n}", f"ci {v}"), (f"hook up {n} please", f"ci {v}"), (f"add {n} to this", f"ci {v}"), (f"can i connect {n}", f"ci {v} ~~ h integrations ~~ h"), (f"i want to set up {n}", f"ci {v}"), (f"pair my {n}", f"ci {v}"),
                     (f"disconnect {n}", f"di {v}"), (f"unlink my {n}", f"di {v}"), (f"stop using {n}", f"di {v} ~~ ps {v}"), (f"remove {n}", f"di {v}"), (f"sync {n}", f"si {v}"), (f"refresh {n}", f"si {v}"), (f"pull new data from {n}", f"si {v}"), (f"update from {n} now", f"si {v}"),
                     (f"is {n} connected", f"is {v}"), (f"{n} status", f"is {v}"), (f"when did {n} last sync", f"is {v}"), (f"is {n} working?", f"is {v}"), (f"pause {n}", f"ps {v}"), (f"pause syncing with {n}", f"ps {v}"), (f"stop {n} sync for a while", f"ps {v}"), (f"resume {n}", f"rs {v}"), (f"turn {n} sync back on", f"rs {v}"), (f"unpause {n} sync", f"rs {v}"),
                     (f"delete all my {d}", f"dd {dv}"), (f"clear my {d}", f"dd {dv}"), (f"wipe all {d}", f"dd {dv}"), (f"erase my {d} from last month", f"dd {dv} | p=last_month"), (f"remove all data from {n}", f"dd prov={v}"), (f"delete {n} data", f"dd prov={v}"), (f"delete my {d} from this week", f"dd {dv} | p=this_week"),
                     (f"export my {d}", f"ex {dv}"), (f"export {d} as {fm}", f"ex {dv} | fmt={fm}"), (f"send me a {fm} of my data", f"ex fmt={fm}"), (f"download my {d} in {fm}", f"ex {dv} | fmt={fm}"), (f"i want a copy of my {d}", f"ex {dv}"),
                     (f"set water goal to {g}", f"wg {ml}"), (f"my water goal is {g} a day", f"wg {ml}"), (f"change my daily water goal to {g}", f"wg {ml}"), (f"water goal {g}", f"wg {ml}"), (f"make my water target {g}", f"wg {ml}"), (f"i want to drink {g} every day, set that as my goal", f"wg {ml}"), (f"just for today make my water goal {g}", f"wg {ml} | d=0"), (f"today's water goal: {g}", f"wg {ml} | d=0"),
                     (f"{st} stars", f"fb rating | rating={st}"), (f"i'd give you {st} out of 5", f"fb rating | rating={st}"), (f"rating: {st}/5", f"fb rating | rating={st}"), ("bug report: the totals are wrong", "fb bug"), ("you sent the same reminder three times, that's a bug", "fb bug"), ("found a bug, times are off by an hour", "fb bug"),
                     ("you should add a step counter", "fb feature"), ("feature idea: barcode scanning", "fb feature"), ("please add support for garmin", "fb feature ~~ ci"), ("i have some feedback, the tone is too formal", "fb general ~~ pf style=friendly"), ("can i talk to someone", "tk"), ("i need help from a person, not a bot", "tk"), ("my billing is wrong, contact support", "tk"),
                     ("open a support ticket, i never got my code", "tk"), (f"help with {d}", f"h {d}"), ("what are you able to do", "h"), ("how does this work", "h"), ("menu", "h"), ("instructions please", "h"), ("how do i connect my watch", "h integrations ~~ h ~~ h connect ~~ ci"), ("what commands are there", "h"), ("delete my account please", "da"), ("cancel my account", "da"),
                     ("remove me from this service completely", "da ~~ dd all"), ("what patterns do you have", "lp"), ("show what i taught you", "lp"), ("list my saved places", "lp place ~~ lp restaurant ~~ lp"), ("what do you know about my words", "lp")])
    return put(p, now, t, right, safe=True)


def small():
    p, now = who()
    t, right = pick([(pick(["hi", "hello", "hey there", "heyy", "good morning", "good afternoon", "evening!", "hello again", "sup", "yo yo", "hi bot", "morning sunshine", "greetings", "heya", "hi there!", "gm", "ello", "hey hey"]), "hi"),
                     (pick(["thanks", "thank you!", "thx a lot", "ty", "tysm", "awesome thanks", "great job", "nice", "cool", "ok thanks", "you rock", "love it", "much appreciated", "good bot", "goodnight", "night night", "you're amazing", "well done", "brilliant", "cheers", "ok great", "wow thanks", "bless you"]), "ty"),
                     (pick(["undo pls", "undo last", "undo that please", "oops undo", "take back the last thing", "revert that", "ctrl z", "reverse that last one", "whoops undo it", "undo my last message"]), "undo")])
    return put(p, now, t + pick(["", "", "!", " 🙏", "."]), right, safe=True)


def mixed():
    p, now = who()
    parts = []
    for k in R.sample(range(6), pick([2, 2, 2, 3])):
        if k == 0:
            t, n, f = food()
            if " and " in n:
                return False
            parts.append((pick(["had ", "ate ", "", "i had "]) + t, field(n, f)))
        elif k == 1:
            t, v = water(p[2])
            parts.append((pick(["drank {t} of water", "{t} of water", "{t} water", "had {t} of water"]).format(t=t), f"w {v}"))
        elif k == 2:
            t, a = cardio(p[2])
            parts.append((t, a))
        elif k == 3:
            t, a = body()
            parts.append((pick(["did ", "", "then "]) + t if parts else t, a))
        elif k == 4:
            h = R.randint(4, 9)
            parts.append((f"slept {h} " + pick(["hours", "hrs", "h"]), f"s dur={h * 60}"))
        else:
            task = pick([x for x in B.TASKS if len(x) > 12])
            parts.append((pick(["remind me tomorrow at 9am to ", "remind me to "]) + task, None))
            if parts[-1][0].startswith("remind me to "):
                parts[-1] = (f"{parts[-1][0]} tomorrow at 9am", "")
            parts[-1] = (parts[-1][0], f"r {task} | due=+1 09:00")
    if any(a.startswith("r ") for _, a in parts):
        parts.sort(key=lambda x: x[1].startswith("r "))
    sep = pick([", ", " and ", ". ", "; ", ", then ", " also ", "\n", ", and "])
    return put(p, now, sep.join(x[0] for x in parts), " & ".join(x[1] for x in parts))


def half_mixed():
    """one act beside something that is none"""
    p, now = who()
    t, n, f = food()
    w, v = water(p[2])
    c, a = cardio(p[2])
    o = pick(FOODS)[0]
    wh = pick(B.WHO)
    text, right = pick([(f"wanted {o} but had {t}", field(n, f)), (f"{wh} had {o}, i had {t}", field(n, f)), (f"didn't have {o}, just {t}", field(n, f)), (f"no water today but {t}", field(n, f)), (f"skipped the gym, ate {t}", field(n, f)), (f"gonna run later, just had {t}", field(n, f)),
                        (f"not hungry, drank {w} of water", f"w {v}"), (f"{wh} drank soda, i drank {w} of water", f"w {v}"), (f"so thirsty, had {w} of water", f"w {v}"), (f"craving {o} but drank {w} of water instead", f"w {v}"), (f"didn't lift, {c}", a), (f"planning to lift tomorrow, today {c}", a),
                        (f"{wh} slept in but i {c}" if re.match("ran|walk|jog|hik|bik|cycl|sw|row|went|played", c) else f"tired but {c}", a), (f"thought about {o}, had {t}", field(n, f)), (f"long day at work, ate {t}", field(n, f)), (f"was supposed to eat {o} but ate {t}", field(n, f))])
    return put(p, now, text, right)


ES_FOODS = [l.split("|") for l in B.ES_FOODS]
ES_TEXTERS = [("peluquera, Puebla", "America/Mexico_City", "metric", ("plain", "lower")), ("contador, Rosario", "America/Argentina/Cordoba", "metric", ("lower",)), ("estudiante, Sevilla", "Europe/Madrid", "metric", ("lower", "plain")),
              ("cocinera, Lima", "America/Lima", "metric", ("plain", "caps")), ("mesero, Los Angeles", "America/Los_Angeles", "imperial", ("lower", "nosign"))]
ES_DAYS = "lunes martes miércoles jueves viernes sábado domingo".split()


def spanish():
    p, now = pick(ES_TEXTERS), who()[1]
    ft, n, en = pick(ES_FOODS)
    f2, n2, en2 = pick(ES_FOODS)
    ex, exen = pick([x.split("|") for x in B.ES_LIFTS])
    ca, caen = pick([x.split("|") for x in B.ES_CARDIO])
    task = pick(B.ES_TASKS)
    k, s, q, w, m = R.randint(2, 5), R.randint(2, 5), R.randint(6, 15), R.choice(range(20, 120, 5)), R.choice([20, 30, 40, 45, 60, 90])
    h = R.randint(7, 11)
    wd = R.randrange(7)
    u = "kg" if p[2] == "metric" else "lb"
    both = lambda *f: field(n, *f) + " ~~ " + field(en, *f)
    g = lambda a, b, f: f"g {a} | {f} ~~ g {b} | {f}"
    wt, wv = pick([("un vaso", 240), ("dos vasos", 480), ("una botella", 500), ("medio litro", 500), ("un litro", 1000), ("litro y medio", 1500), ("300 ml", 300), ("3 vasos", 720), ("dos botellas", 1000), ("750 ml", 750), ("una taza", 240), ("2 litros", 2000)])
    meal, mv = pick([("desayuno", "breakfast"), ("almuerzo", "lunch"), ("cena", "dinner"), ("merienda", "snack")])
    verb = {"breakfast": "desayuné", "lunch": "almorcé", "dinner": "cené", "snack": "merendé"}[mv]
    bed, up = pick([(22, 5), (22, 6), (23, 6), (23, 7), (0, 7), (1, 8)])
    b12 = bed - 12 if bed > 12 else 12 if bed == 0 else bed
    hr = R.randint(4, 9)
    c = [(f"comí {ft}", both("")), (f"me comí {ft}", both("")), (f"he comido {ft}", both("")), (f"acabo de comer {ft}", both("")), (f"registra {ft}", both("")), (f"anota {ft}", both("")), (f"hoy comí {ft}", both("")), (f"{meal}: {ft}", both("", mv)),
         (f"{verb} {ft}", both("", mv)), (f"{ft} para la cena", both("", "dinner")), (f"ayer comí {ft}", both("", "at=-1")), (f"comí {ft} y {f2}", f"{field(n, '')} & {field(n2, '')} ~~ {field(en, '')} & {field(en2, '')}"), (f"en el desayuno comí {ft}", both("", "breakfast")),
         (f"tomé {wt} de agua", f"w {wv}"), (f"bebí {wt} de agua", f"w {wv}"), (f"me tomé {wt} de agua", f"w {wv}"), (f"{wt} de agua", f"w {wv}"), (f"agua {wt}", f"w {wv}"), (f"he bebido {wt} de agua", f"w {wv}"), (f"registra {wt} de agua", f"w {wv}"), (f"otra vez {wt} de agua", f"w {wv}"),
         (f"{ex} {s}x{q}", g(ex, exen, f"{s}x{q}")), (f"{ex} {w} {u} {s}x{q}", g(ex, exen, f"{s}x{q} | {w}{u}")), (f"hice {s} series de {q} {ex}", g(ex, exen, f"{s}x{q}")), (f"{ex} {s}x{q} con {w}{u}", g(ex, exen, f"{s}x{q} | {w}{u}")), (f"{ex} {w}{u} por {q}", g(ex, exen, f"x{q} | {w}{u}")),
         (f"{ca} {m} minutos", g(ca_base(ca), caen, f"{m}min")), (f"{ca} {m} min", g(ca_base(ca), caen, f"{m}min")), (f"hoy {ca} {k} km", g(ca_base(ca), caen, f"{k}km") if caen in ("run", "walk", "cycling", "swim") else "-"),
         (f"dormí {hr} horas", f"s dur={hr * 60}"), (f"dormí como {hr} horas", f"s dur={hr * 60}"), (f"anoche dormí {hr} horas y media", f"s dur={hr * 60 + 30}"), (f"dormí de {b12} a {up}", f"s {bed:02d}:00-{up:02d}:00"), (f"me acosté a las {b12} y me levanté a las {up}", f"s {bed:02d}:00-{up:02d}:00"),
         (f"dormí desde las {b12} hasta las {up}", f"s {bed:02d}:00-{up:02d}:00"), (f"siesta de {m} minutos", f"s dur={m} | nap"), (f"recuérdame mañana a las {h} {task}", f"r {task} | due=+1 {h:02d}:00"), (f"recuérdame {task} mañana a las {h}", f"r {task} | due=+1 {h:02d}:00"),
         (f"recuérdame {task} el {ES_DAYS[wd]}", f"r {task} | due={notation.DAYS[wd]}"), (f"recuérdame {task} en {m} minutos", f"r {task} | due=+{m}min"), (f"avísame en {k} horas {task}", f"r {task} | due=+{k}h"), (f"tengo que {task}", f"t {task}"), (f"agrega {task} a mis pendientes", f"t {task}"), (f"tarea: {task}", f"t {task}"),
         (f"apunta {task} en mi lista", f"t {task}"), (f"mañana voy a comer {ft}", "-"), (f"quiero {ft}", "-"), (f"no comí {ft}", "-"), (f"mi hermano comió {ft}", "-"), (f"se me antoja {ft}", "-"), (f"mi mamá hizo {ft}", "-"), (f"me gusta mucho {n}", "-"), (f"nunca he comido {n}", "-"), (f"quizás coma {ft}", "-"), (f"ojalá hubiera {n}", "-"),
         (f"no {ca} hoy", "-"), (f"mi novia {ca_third(ca)} {m} minutos", "-"), (f"mañana corro {k} km", "-"), (f"pensaba ir al gimnasio pero no", "-"), (f"¿cuántas calorías tiene {n}?", f"se {n} | sc=nutrition ~~ se {en} | sc=nutrition"), (f"¿qué comí ayer?", "q food | p=yesterday"), (f"¿cuánta agua tomé esta semana?", "q water | m=amount_ml | p=this_week"),
         (f"mi meta de agua es {k} litros", f"wg {k * 1000}"), (f"pon mi meta en {k} litros de agua", f"wg {k * 1000}"), ("cambia a métrico", "pf units=metric"), ("usa libras", "pf units=imperial"), ("quita los emojis", "pf emoji=false"), ("sé más breve", "pf style=concise"), ("no me molestes", "pf dnd=true"),
         (f"no me escribas antes de las {h}", f"pf qe={h:02d}:00"), (f"ya terminé de {task}", f"c {task}")]
    t, right = pick(c)
    how = pick(p[3])
    if how == "nosign":
        t = t.lower().translate(str.maketrans("áéíóúüñ¿¡", "aeiouun  ")) if "ñana" not in t else t.lower()
        how = "plain"
    return put(p, now, t, right, tags=("spanish",), how=how, safe=True)


CA = {"corrí": ("correr", "corrió"), "caminé": ("caminar", "caminó"), "nadé": ("nadar", "nadó"), "anduve en bici": ("bici", "anduvo en bici"), "hice yoga": ("yoga", "hizo yoga"), "hice pilates": ("pilates", "hizo pilates"),
      "bailé zumba": ("zumba", "bailó zumba"), "jugué tenis": ("tenis", "jugó tenis"), "hice spinning": ("spinning", "hizo spinning"), "salté la cuerda": ("saltar la cuerda", "saltó la cuerda"), "remé": ("remar", "remó"), "hice boxeo": ("boxeo", "hizo boxeo")}


def ca_base(v):
    return CA[v][0]


def ca_third(v):
    return CA[v][1]


def main():
    for k, f in ((760, foods), (260, waters), (560, gyms), (230, sleeps), (330, reminders), (190, todos), (150, assignments), (170, nolog(B.FUTURE)), (120, nolog(B.NEGATED)), (140, nolog(B.OTHERS)), (120, nolog(B.OPINIONS)),
                 (180, idle), (280, followups), (120, confirms), (230, patterns), (180, stats), (110, agenda), (110, complete), (70, delete), (130, facts), (90, prefs), (90, teach), (110, asks), (110, services), (80, small), (220, mixed), (100, half_mixed), (260, spanish)):
        many(k, f)
    R.shuffle(OUT)
    notation.write(OUT, os.path.join(HERE, "generated.jsonl"), "train-gen", 5)
    print(len(OUT), "lines;", DROPPED, "repeats left out")


if __name__ == "__main__":
    main()

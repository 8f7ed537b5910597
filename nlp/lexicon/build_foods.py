#!/usr/bin/env python3
"""Fills foods.tsv: takes our selection (foods.source.tsv) and the public tables' figures.

  build_foods.py TABLES_FOLDER [--review]

TABLES_FOLDER holds foods_usda.csv and foods_fndds.csv (USDA FoodData Central SR Legacy and
Foundation, FNDDS 2017-2018; public domain). Output: foods.tsv beside this script, in the order of
the selection, the same bytes for the same input. --review prints energies for a person to scan.

foods.source.tsv, tab-separated:
  name  source  other names (comma; =x an abbreviation, !x also an ordinary word)  Spanish names  options
  source   fdc:ID | fndds:CODE | a recipe CODE*grams+CODE*grams | none
  options  d (a drink), like (the source is a near relative), r=restaurant, default=grams, unit=grams

foods.tsv, tab-separated:
  name  source  flags  default_g  kcal  protein  carbs  fat  fiber (per 100 g)  portions  restaurant
  other names  Spanish names       flags: d drink, e estimated, a the name is also an ordinary word
"""
import csv
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
MACROS = ("kcal", "protein_g", "carbs_g", "fat_g", "fiber_g")
# What "1 x" in the tables counts as a measure, not as a piece of the food.
MEASURES = set("""cup oz fl tablespoon teaspoon tbsp tsp slice inch cubic linear surface package packet
bag box can bottle jar container order serving recipe drink shot jigger glass pot pitcher liter bowl
scoop strip spear stick pouch carton gallon quart pint pat cubic individual guideline school 100
miniature mini bite small large extra thin thick personal dipping gerber beech snack microwave
keurig layer tier tray bunch head stalk kids value dash single steak fillet breast kernel chip
piece ounce lb pound cooked raw bite-size meal""".split())


def tables(folder):
    rows = {}
    with open(os.path.join(folder, "foods_usda.csv"), encoding="utf-8") as f:
        for r in csv.DictReader(f):
            rows["fdc:" + r["fdc_id"]] = r
    with open(os.path.join(folder, "foods_fndds.csv"), encoding="utf-8") as f:
        for r in csv.DictReader(f):
            rows["fndds:" + r["food_code"]] = r
    return rows


def servings(row):
    out = []
    for s in row["servings"].split("|"):
        if "=" not in s:
            continue
        what, grams = s.rsplit("=", 1)
        what = re.sub(r"\([^)]*\)", "", what.lower())
        what = re.sub(r"\s+", " ", what).strip(" ,")
        if what.startswith("guideline") or "yield" in what or float(grams) <= 0:
            continue
        out.append((what, float(grams)))
    return out


UNITS = [  # unit, patterns: the first that a serving matches wins
    ("cup", [r"1 cup", r"1 cup,? (nfs|cooked|sliced|diced|pieces|shredded|chopped|raw).*", r"1 cup\b(?!.*\bdry\b).*"]),
    ("fl oz", [r"1 fl oz", r"1 fl oz.*"]),
    ("tbsp", [r"1 (tablespoon|tbsp).*"]),
    ("tsp", [r"1 (teaspoon|tsp).*"]),
    ("slice", [r"1 slice", r"1 slice, nfs", r"1 (medium|regular|medium or regular) slice.*", r"1 piece/slice",
               r"1 slice\b(?!.*snack|.*crust).*"]),
    ("can", [r"1 can\b.*"]),
    ("bottle", [r"1 bottle\b(?!.*40).*", r"1 can or bottle\b.*"]),
    ("bag", [r"1 small single serving bag", r"1 bag.*", r"1 single serving bag.*"]),
    ("bar", [r"1 bar", r"1 (regular|medium|standard) bar.*", r"1 bar\b.*"]),
    ("scoop", [r"1 scoop.*"]),
    ("packet", [r"1 (individual )?packet"]),
    ("package", [r"1 package", r"1 single serving package"]),
    ("container", [r"1 (individual )?container.*", r"1 6 oz container.*"]),
    ("shot", [r"1 shot", r"1 jigger"]),
    ("glass", [r"1 (wine )?glass"]),
    ("patty", [r"1 (medium )?patty.*"]),
    ("link", [r"1 (breakfast size )?link.*"]),
    ("strip", [r"1 (medium )?strip.*"]),
    ("stick", [r"1 stick"]),
    ("cone", [r"1 cone"]),
    ("fillet", [r"1 medium fillet", r"1 fillet.*"]),
    ("wedge", [r"1 wedge.*"]),
    ("serving", [r"1 serving\b.*"]),
    *((size, [rf"1 {size}( fast food order| drink|)", rf"1 (serving )?{size}( serving)?\b(?!.*(slice|egg|fillet|pizza|breast|steak|fish)).*"])
      for size in ("small", "medium", "large")),
]


def piece_of(sv):
    best, grams = 0, None
    for what, g in sv:
        m = re.match(r"1 (each |whole |)(.+)$", what)
        if not m or "cup" in what.split():
            continue
        body = m.group(2)
        first = re.split(r"[ ,]", body)[0]
        if re.search(r"ns (as to )?size|any size|, nfs$", body) and first not in ("cup", "slice", "jar", "oz"):
            score = 100
        elif re.fullmatch(r"6-inch submarine", body):
            score = 95
        elif re.fullmatch(r"[a-z'/-]+( or [a-z]+)?", body) and first not in MEASURES and first not in ("medium", "regular"):
            score = 90
        elif body in ("medium", "regular"):
            score = 85
        elif re.match(r"(medium|regular|medium/regular) [a-z]+", body) and not re.search(
                r"slice|fillet|serving|pizza|drink|order|steak|breast|bag|piece|whole fish|cut", body):
            score = 80
        elif re.match(r"(item|sandwich|taco|burrito|biscuit|each)\b", body):
            score = 75
        elif first == "piece":
            score = 60
        else:
            continue
        if score > best:
            best, grams = score, g
    return grams


def portions_of(sv):
    out = {}
    for unit, patterns in UNITS:
        for p in patterns:
            hit = next((g for what, g in sv if re.fullmatch(p, what)), None)
            if hit is not None:
                out[unit] = hit
                break
    piece = piece_of(sv)
    if piece:
        out["piece"] = piece
    return out


def number(x):
    return f"{x:.4g}" if x < 1000 else f"{x:.0f}"


def fill(name, source, options, rows):
    flags, over, restaurant = set(), {}, ""
    for o in filter(None, options.split(";")):
        if o == "d":
            flags.add("d")
        elif o == "like":
            flags.add("e")
        elif o.startswith("r="):
            restaurant = o[2:]
        elif "=" in o:
            unit, g = o.split("=")
            over[unit] = float(g)
        else:
            sys.exit(f"{name}: unknown option {o}")
    macros, portions, default = {}, {}, None
    if source == "none":
        flags.add("e")
    elif "*" in source:
        flags.add("e")
        parts = [(p.split("*")[0], float(p.split("*")[1])) for p in source.split("+")]
        total = sum(g for _, g in parts)
        for m in MACROS:
            vals = [rows[c][m] for c, _ in parts]
            if all(v != "" for v in vals):
                macros[m] = sum(float(v) * g for v, (_, g) in zip(vals, parts)) / total
        default = total
        portions = {"piece": total, "bowl": total, "plate": total, "serving": total}
    else:
        row = rows[source]
        macros = {m: float(row[m]) for m in MACROS if row[m] != ""}
        sv = servings(row)
        portions = portions_of(sv)
        if row.get("default_g"):
            default = float(row["default_g"])
        elif sv:
            default = portions.get("piece") or portions.get("serving") or portions.get("medium") or sv[0][1]
        if "piece" in portions and default and not default / 40 < portions["piece"] < default * 2.5:
            del portions["piece"]  # a whole fish, a whole pie, a crumb
        if "piece" in portions and ("d" in flags or re.search(r"(sandwich|burger|melt|sub|roll|cake|danish|pastry|kernel)$", name)
                                    and portions["piece"] > 1.3 * default):
            portions["piece"] = default  # the table's piece is a double, a large cup, a whole tray
    default = over.pop("default", default)
    portions.update(over)
    return flags, default, macros, portions, restaurant


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    rows = tables(sys.argv[1])
    review = "--review" in sys.argv
    out, seen = [], set()
    for n, line in enumerate(open(os.path.join(HERE, "foods.source.tsv"), encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 5:
            sys.exit(f"line {n}: {len(cells)} cells instead of 5")
        name, source, aliases, spanish, options = cells
        plain = name.lstrip("!=")
        if plain in seen:
            sys.exit(f"line {n}: {plain} twice")
        seen.add(plain)
        flags, default, macros, portions, restaurant = fill(plain, source, options, rows)
        if name.startswith("!"):
            flags.add("a")
        out.append("\t".join([
            plain, source, "".join(sorted(flags)), number(default) if default else "",
            *(number(macros[m]) if m in macros else "" for m in MACROS),
            ",".join(f"{u}={number(g)}" for u, g in portions.items()), restaurant, aliases, spanish]))
        if review:
            kcal = macros.get("kcal")
            per = f"{kcal * default / 100:.0f}" if kcal is not None and default else "?"
            print(f"{plain}: {number(default or 0)} g = {per} kcal; {','.join(f'{u}={number(g)}' for u, g in portions.items())}")
    with open(os.path.join(HERE, "foods.tsv"), "w", encoding="utf-8") as f:
        f.write("\n".join(out) + "\n")
    print(f"{len(out)} foods", file=sys.stderr)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Writes portions.tsv: portions as people name them, and the energy the public tables give them.

  build_portions.py TABLES_FOLDER

Each line below is a name as texted | the table row's exact description | the serving that is one
piece of it (or nothing). For each food the tables' own servings give the grams of a piece, a cup, a
slice, a spoon, a glass or an ounce; `default_g` that of a helping without a quantity.
"""
import csv
import os
import re
import sys

FOODS = """
banana|Banana, raw|1 banana
apple|Apple, raw|1 medium
egg|Egg, whole, boiled or poached|1 egg
fried egg|Egg, whole, fried, NS as to fat|1 egg
strawberries|Strawberries, raw|
blueberries|Blueberries, raw|
grapes|Grapes, raw|
pear|Pear, raw|1 medium
peach|Peach, raw|1 medium
mango|Mangos, raw|1 fruit without refuse
pineapple|Pineapple, raw|
watermelon|Watermelon, raw|
white bread|Bread, white|
whole wheat bread|Bread, whole wheat|
sourdough|Bread, sour dough|
bagel|Bagel|1 regular
croissant|Croissant|
english muffin|Muffin, English|
muffin|Muffin, NFS|
pancakes|Pancakes, NFS|1 medium pancake
donut|Doughnut, NFS|1 doughnut
chocolate chip cookies|Cookie, chocolate chip|1 medium cookie
brownie|Cookie, brownie, without icing|
cheesecake|Cheesecake|
white rice|Rice, white, cooked, no added fat|
brown rice|Rice, brown, cooked, no added fat|
fried rice|Rice, fried, NFS|
pasta|Pasta, cooked|
mac and cheese|Macaroni or noodles with cheese, from restaurant|
oatmeal|Oatmeal, NS as to regular, quick, or instant, no added fat|
granola|Cereal, granola|
corn flakes|Cereal, corn flakes|
mashed potatoes|Potato, mashed, NFS|
baked potato|Potato, baked, NFS|
fries|Potato, french fries, fast food|
potato chips|Potato chips, NFS|
tortilla chips|Tortilla chips, plain|
pretzels|Pretzels, NFS|
popcorn|Popcorn, NFS|
milk|Milk, NFS|
whole milk|Milk, whole|
orange juice|Orange juice, 100%, NFS|
apple juice|Apple juice, 100%|
beer|Beer|1 can or bottle (12 fl oz)
vodka|Vodka|1 shot
coffee|Coffee, brewed|
latte|Coffee, Latte|
cappuccino|Coffee, Cappuccino|
coke|Soft drink, cola|
gatorade|Sports drink (Gatorade G)|
greek yogurt|Yogurt, Greek, nonfat milk, plain|
yogurt|Yogurt, NFS|
cottage cheese|Cheese, cottage, NFS|
cheddar cheese|Cheese, Cheddar|
mozzarella|Cheese, Mozzarella, NFS|
feta|Cheese, Feta|
cream cheese|Cream cheese, regular, plain|
sour cream|Sour cream, regular|
butter|Butter, NFS|
peanut butter|Peanut butter|
almond butter|Almond butter|
olive oil|Olive oil|
mayo|Mayonnaise, regular|
ketchup|Ketchup|
honey|Honey|
jam|Jam, preserve, all flavors|
sugar|Sugar, white, granulated or lump|
almonds|Almonds, NFS|
cashews|Cashews, NFS|
walnuts|Walnuts, excluding honey roasted|
peanuts|Peanuts, NFS|
trail mix|Trail mix, NFS|
hummus|Hummus, plain|
guacamole|Guacamole, NFS|
salsa|Salsa, NFS|
chicken breast|Chicken breast, grilled without sauce, skin not eaten|
ground beef|Ground beef, cooked|
steak|Beef steak, NS as to cooking method, NS as to fat eaten|
salmon|Salmon, baked or broiled, made with oil|
tuna|Tuna, canned, water pack|
tilapia|Tilapia, baked or broiled, no added fat|
bacon|Pork bacon, smoked or cured, cooked|
ham|Ham, smoked or cured, cooked, NS as to fat eaten|
turkey|Turkey, light and dark meat, roasted, skin not eaten|
pork chop|Pork chop, NS as to cooking method, NS as to fat eaten|
shrimp|Shrimp, baked or broiled, no added fat|
chicken nuggets|Chicken nuggets, NFS|1 nugget
hot dog|Frankfurter or hot dog sandwich, NFS, plain, on white bun|
hamburger|Hamburger, NFS|
cheeseburger|Cheeseburger, NFS|
blt|Bacon, lettuce, and tomato sandwich with spread|1 sandwich
turkey sandwich|Turkey sandwich, with spread|
grilled cheese|Grilled cheese sandwich, NFS|
burrito|Burrito with meat, beans, and rice|1 burrito, NS as to size
chicken burrito|Burrito with chicken, beans, and rice|1 burrito, NS as to size
quesadilla|Quesadilla, just cheese, meatless|
taco|Taco or tostada with meat|1 taco or tostada, NS size
pepperoni pizza|Pizza with pepperoni, from restaurant or fast food,  medium crust|1 piece, large pizza
lasagna|Lasagna with meat, from restaurant|
spaghetti|Pasta with tomato-based sauce, restaurant|
chicken alfredo|Pasta with cream sauce and poultry, restaurant|
pad thai|Pad Thai, NFS|
lo mein|Lo mein, NFS|
orange chicken|Orange chicken|
beef and broccoli|Beef and broccoli|
chili|Chili con carne with beans|
chicken noodle soup|Chicken or turkey noodle soup, chunky style, canned or ready-to-serve|
tomato soup|Tomato soup, cream of, prepared with milk|
clam chowder|Clam chowder, New England, prepared with milk|
pho|Pho|
miso soup|Soybean soup, miso broth|
california roll|Sushi roll, California|1 piece
hash browns|Potato, hash brown, from restaurant|
sweet potato|Sweet potato, baked, peel eaten, no added fat|
broccoli|Broccoli, fresh, cooked, no added fat|
carrots|Carrots, raw|
green beans|Green beans, fresh, cooked, no added fat|
corn|Corn, fresh, cooked, no added fat|
peas|Green peas, fresh, cooked, no added fat|
spinach|Spinach, raw|
black beans|Black beans, NFS|
refried beans|Refried beans|
lentils|Lentils, NFS|
chickpeas|Chickpeas, NFS|
edamame|Edamame, cooked|
quinoa|Quinoa, no added fat|
avocado|Avocado, raw|1 fruit
ice cream|Ice cream, NFS|
frozen yogurt|Frozen yogurt, NFS|
chocolate pudding|Pudding, chocolate, NFS|
milkshake|Milk shake, fast food, flavors other than chocolate|
apple pie|Pie, apple, two crust|
pumpkin pie|Pie, pumpkin|
clif bar|Nutrition bar (Clif Bar)|1 bar
protein powder|Nutritional powder mix, protein, NFS|
whey protein|Nutritional powder mix, whey based, NFS|
red wine|Wine, table, red|
margarita|Margarita|1 drink
biscuits and gravy|Biscuit with gravy|
big mac|Big Mac (McDonalds)|1 McDonald's Big Mac
sausage|Sausage, NFS|
meatloaf|Meat loaf made with beef|
egg salad|Egg salad, made with mayonnaise|
tuna salad|Tuna salad, made with mayonnaise|
potato salad|Potato salad, made with mayonnaise|
coleslaw|Cabbage salad or coleslaw, made with coleslaw dressing|
caesar dressing|Caesar dressing|
maple syrup|Pancake syrup|
nutella|Topping, chocolate flavored hazelnut spread|
french toast|French toast, NFS|
waffle|Waffle, NFS|
tofu|Soybean curd|
"""

MEASURES = (  # unit as texted, serving as the tables name it
    ("a cup of {}", 1, ("1 cup", "1 cup, cooked", "1 cup, NFS", "1 cup (8 fl oz)")),
    ("2 slices of {}", 2, ("1 slice", "1 medium or regular slice", "1 medium slice")),
    ("2 tbsp {}", 2, ("1 tablespoon",)),
    ("a scoop of {}", 1, ("1 scoop",)),
    ("12 oz {}", 12, ("1 fl oz",)),
)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    rows = {}
    with open(os.path.join(sys.argv[1], "foods_fndds.csv"), encoding="utf-8") as f:
        for r in csv.DictReader(f):
            rows[re.sub(r"\s+", " ", r["description"]).lower()] = r
    with open(os.path.join(sys.argv[1], "foods_usda.csv"), encoding="utf-8") as f:
        for r in csv.DictReader(f):  # where the other table counts slices only: a whole fruit
            rows.setdefault(re.sub(r"\s+", " ", r["description"]).lower(),
                            r | {"food_code": "", "default_g": dict(x.rsplit("=", 1) for x in r["servings"].split("|")
                                                                    if "=" in x).get("1 fruit without refuse", "")})
    out = ["# a portion as texted, kcal, source; made by build_portions.py"]
    for line in FOODS.strip().split("\n"):
        name, description, piece = line.split("|")
        row = rows.get(re.sub(r"\s+", " ", description).lower())
        if row is None:
            row = next((r for d, r in sorted(rows.items()) if d.startswith(description.lower())), None)
        if row is None:
            sys.exit(f"no row: {description}")
        kcal, source = float(row["kcal"]), "fndds:" + row["food_code"] if row["food_code"] else "fdc:" + row["fdc_id"]
        servings = dict(s.rsplit("=", 1) for s in row["servings"].split("|") if "=" in s)
        texts = []
        for text, times, keys in MEASURES:
            grams = next((float(servings[k]) for k in keys if k in servings), None)
            if grams is not None and not (times == 12 and "1 cup, cooked" in servings):
                texts.append((text.format(name), grams * times))
        if piece and piece in servings:
            texts.append((f"2 {name}", 2 * float(servings[piece])))
        if row["default_g"]:
            texts.append((name, float(row["default_g"])))
        texts.append((f"150g {name}", 150.0))
        for text, grams in texts:
            out.append(f"{text}\t{grams * kcal / 100:.1f}\t{source}")
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "portions.tsv")
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join(out) + "\n")
    print(f"{len(out) - 1} portions", file=sys.stderr)


if __name__ == "__main__":
    main()

"""Phrase banks of generate.py: what people text about, and how they put it."""

# name | units it is measured in (a slice, a bowl, ...) ; c = counted ("2 tacos"), m = a mass or dish ("some chili")
FOODS = """pizza|slice|m
taco||c
burrito||c
tamale||c
enchilada||c
empanada||c
quesadilla||c
hot dog||c
cheeseburger||c
veggie burger||c
chicken sandwich||c
blt||c
grilled cheese||c
turkey club||c
egg salad sandwich||c
meatball sub||c
falafel wrap||c
gyro||c
shawarma||c
spring roll||c
dumpling||c
samosa||c
pierogi||c
croissant||c
bagel||c
english muffin||c
pancake||c
waffle||c
crepe||c
scone||c
biscuit||c
cinnamon roll||c
donut||c
muffin||c
cupcake||c
cookie||c
brownie||c
granola bar||c
protein bar||c
rice cake||c
boiled egg||c
egg||c
sausage link||c
chicken wing||c
chicken nugget||c
chicken thigh||c
pork chop||c
lamb chop||c
meatball||c
fish stick||c
shrimp||c
oyster||c
apple||c
banana||c
orange||c
pear||c
peach||c
plum||c
kiwi||c
mango||c
date||c
fig||c
carrot||c
cucumber||c
tomato||c
baked potato||c
corn on the cob||c
pickle||c
olive||c
graham cracker||c
pretzel||c
beer|can,bottle,pint|c
hard seltzer|can|c
margarita||c
latte||c
cappuccino||c
espresso||c
energy drink|can|c
milkshake||c
smoothie||c
popsicle||c
toast|slice|m
sourdough|slice|m
banana bread|slice|m
apple pie|slice|m
carrot cake|slice|m
cheesecake|slice|m
quiche|slice|m
lasagna|slice,plate|m
meatloaf|slice|m
watermelon|slice,cup|m
cheddar|slice,oz|m
turkey breast|slice,oz|m
bacon|strip|m
oatmeal|bowl,cup|m
cereal|bowl|m
granola|bowl,cup|m
muesli|bowl|m
congee|bowl|m
chili|bowl|m
lentil soup|bowl,cup|m
chicken noodle soup|bowl,cup|m
tomato soup|bowl,cup|m
miso soup|bowl|m
clam chowder|bowl,cup|m
ramen|bowl|m
pho|bowl|m
bibimbap|bowl|m
poke|bowl|m
gumbo|bowl|m
curry|bowl,plate|m
ice cream|bowl,scoop,cup|m
gelato|scoop|m
frozen yogurt|cup|m
mac and cheese|bowl,plate|m
popcorn|bowl,bag|m
greek salad|bowl|m
caesar salad|bowl|m
fruit salad|bowl,cup|m
spaghetti|plate,bowl|m
fried rice|plate,bowl|m
pad thai|plate|m
chow mein|plate|m
pulled pork|plate,oz|m
nachos|plate|m
biryani|plate|m
paella|plate|m
jambalaya|plate|m
roast beef|oz,plate|m
sirloin steak|oz|m
grilled chicken|oz,g|m
salmon|oz,g|m
cod|oz,g|m
tuna|can,oz,g|m
tofu|g,oz|m
ground turkey|oz,g|m
white rice|cup,g|m
brown rice|cup,g|m
quinoa|cup,g|m
couscous|g,cup|m
pasta|g,plate,bowl|m
black beans|cup,g|m
chickpeas|cup,g|m
broccoli|g,cup|m
spinach|cup,g|m
sweet potato|g|m
mashed potatoes|cup,plate|m
cottage cheese|cup,g|m
yogurt|cup,g|m
blueberries|cup,handful|m
strawberries|cup,handful|m
grapes|handful,cup|m
almonds|handful,oz|m
cashews|handful|m
peanuts|handful|m
trail mix|handful|m
raisins|handful,box|m
potato chips|bag,handful|m
doritos|bag|m
pretzels|bag,handful|m
m&ms|bag,handful|m
gummy bears|handful,bag|m
beef jerky|bag,oz|m
peanut butter|tbsp,spoon|m
hummus|tbsp,cup|m
guacamole|cup|m
whey protein|scoop|m
chocolate milk|glass,cup|m
orange juice|glass,cup|m
almond milk|glass,cup|m
iced tea|glass|m
green tea|cup,mug|m
black tea|cup,mug|m
coffee|cup,mug|m
hot chocolate|mug,cup|m
kombucha|bottle,glass|m
coke|can,bottle|m
sprite|can|m
ginger ale|can|m
lemonade|glass,cup|m
red wine|glass|m
champagne|glass|m
dark chocolate|square,oz|m
french fries||m
onion rings||m
tater tots||m
fish and chips||m
chicken tikka masala||m
butter chicken||m
beef stroganoff||m
shepherds pie||m
pot roast||m
eggs benedict||m
scrambled eggs||m
huevos rancheros||m
avocado toast||m
french toast||m
biscuits and gravy||m
steak frites||m
chicken parm||m
eggplant parm||m
fettuccine alfredo||m
sushi||m
teriyaki chicken||m
orange chicken||m
mapo tofu||m
beef and broccoli||m
bulgogi||m
kimchi||m
katsu curry||m
roasted veggies||m
coleslaw||m
stuffed peppers||m
chicken pot pie||m
tuna casserole||m
collard greens||m
cornbread||m
rice pudding||m
tiramisu||m""".split("\n")

RESTAURANTS = ("panda express,subway,five guys,taco bell,popeyes,ihop,dennys,olive garden,in n out,shake shack,culvers,sonic,kfc,"
               "nandos,pret,the corner deli,lucky dragon,marios,el sol,the noodle house,sweetgreen,dominos,arbys,zaxbys,"
               "waffle house,the taco truck,blue plate diner,saigon kitchen,thai basil,bobs bbq").split(",")

FOOD_FRAMES = """had {f}
ate {f}
just had {f}
just ate {f}
i had {f}
i ate {f}
I just finished {f}
finished {f}
polished off {f}
put down {f}
scarfed {f}
inhaled {f}
devoured {f}
munched on {f}
snacked on {f}
grabbed {f}
got {f} and ate it in the car
treated myself to {f}
{f}
{f} 😋
{f} lol
{f} just now
food: {f}
food {f}
log {f}
log: {f}
please log {f}
can you log {f} for me
add {f} to my food log
track {f}
record {f} please
put {f} in my diary
mark me down for {f}
jot down {f}
eaten: {f}
i've eaten {f}
I've just eaten {f}.
I have eaten {f}
i have had {f}
we shared a table and i had {f}
my coworker cooked and i ate {f}
ended up having {f}
ended up eating {f}
went for {f}
went with {f}
caved and had {f}
broke down and ate {f}
cheated on my diet with {f}
only had {f}
all i've eaten is {f}
managed to eat {f}
finally ate something, {f}
ok fine i ate {f}
not proud but {f}
guilty: {f}
{f}, that's it
{f} and nothing else
{f} on the go
{f} at my desk
{f} standing in the kitchen
{f} in the car
{f} with my sister
{f} while watching tv
leaving a note: ate {f}
update: {f}
so i had {f}
um i had {f}
okay i ate {f}
hey i had {f}
yo just smashed {f}
crushed {f}
housed {f}
downed {f}
knocked back {f}
tucked into {f}
enjoyed {f}
made {f} and ate it
cooked {f}, ate it all
heated up {f} and ate it
ordered {f} and ate every bite
picked up {f}, already gone
{f} is in my belly
consumed {f}
for the log: {f}
fyi ate {f}
today i ate {f}
today: {f}
I had {f} today
I had {f}, please note it.
Kindly log {f}.
Could you note that I had {f}?
Would you add {f} to today?
i eat {f} already
i eated {f}
i have eat {f}
me ate {f}
took {f}
have taken {f}""".split("\n")

MEAL_FRAMES = """{m}: {f}
{m} - {f}
{m} was {f}
{f} for {m}
had {f} for {m}
ate {f} for {m}
i had {f} for {m}
my {m} was {f}
{m} today was {f}
for {m} i had {f}
for {m} I ate {f}
{m} consisted of {f}
just had {m}, {f}
{m} = {f}
log {m}: {f}
log {f} as {m}
{f} as my {m}
did {f} for {m}
{f} 4 {m}
{m}... {f}
{m} done: {f}
quick {m}: {f}
late {m}, {f}
at {m} i had {f}
I took {f} for my {m}
as {m} I had {f}
{m}? {f}.
had {m} already, it was {f}""".split("\n")

PLACE_FRAMES = """{f} from {p}
{f} at {p}
had {f} at {p}
ate {f} at {p}
got {f} from {p}
{p}: {f}
grabbed {f} from {p}
i had {f} from {p}
we went to {p}, i had {f}
stopped at {p} for {f} and ate it
picked up {f} at {p} and finished it
{f} @ {p}
just left {p}, ate {f}
takeout from {p}, {f}
delivery from {p}: {f}
{p} run, {f}""".split("\n")

WATER_FRAMES = """drank {w}
drank {w} of water
had {w} of water
{w} of water
{w} water
water {w}
water: {w}
log {w} of water
log {w} water
add {w} of water
just drank {w} of water
just had {w} of water
finished {w} of water
finished off {w} of water
downed {w} of water
chugged {w} of water
gulped {w} of water
sipped {w} of water
knocked back {w} of water
put away {w} of water
got {w} of water in
{w} of h2o
{w} h2o
hydrated with {w} of water
{w} of water down
{w} water done
I drank {w} of water
I've had {w} of water
I've drunk {w} of water
i have drank {w} water
i drink {w} water now
i drinked {w} water
please record {w} of water
could you add {w} of water
track {w} water for me
another {w} of water
{w} of ice water
{w} of cold water
{w} of tap water
{w} more water
that's {w} of water
water break, {w}
i just finished {w} of water
so i drank {w} of water
um i drank {w} of water
okay {w} of water done
i went through {w} of water
{w} water 💧
💧 {w}
gym water {w}
{w} water after my run
{w} of water with my meds
{w} water at work
{w} water before class""".split("\n")

LIFTS = """bench press|bench,bench press,benched,bp,flat bench
incline bench press|incline bench,incline bench press
dumbbell press|db press,dumbbell press
overhead press|ohp,overhead press,military press,shoulder press
push press|push press
squat|squat,squats,back squat,squatted
front squat|front squat,front squats
goblet squat|goblet squat,goblet squats
hack squat|hack squat
deadlift|deadlift,deadlifts,dl,deads
sumo deadlift|sumo deadlift,sumo dl
romanian deadlift|romanian deadlift,rdl,rdls
trap bar deadlift|trap bar deadlift
barbell row|barbell row,bb row,barbell rows
dumbbell row|db row,dumbbell rows
seated row|seated row,seated cable row
t bar row|t bar row
lat pulldown|lat pulldown,lat pulldowns
leg press|leg press
leg extension|leg extension,leg extensions,leg ext
leg curl|leg curl,leg curls
calf raise|calf raise,calf raises
hip thrust|hip thrust,hip thrusts
glute bridge|glute bridge,glute bridges
lunge|lunges,walking lunges
bulgarian split squat|bulgarian split squat,bulgarian split squats
curl|curls,bicep curl,bicep curls
hammer curl|hammer curl,hammer curls
preacher curl|preacher curl,preacher curls
tricep extension|tricep extension,tricep extensions
tricep pushdown|tricep pushdown,tricep pushdowns
skullcrusher|skullcrushers,skull crushers
lateral raise|lateral raise,lateral raises
front raise|front raise,front raises
face pull|face pulls,face pull
shrug|shrugs
chest fly|chest fly,chest flies
cable crossover|cable crossover,cable crossovers
upright row|upright row
good morning|good mornings
power clean|power clean,power cleans
hang clean|hang clean,hang cleans
snatch|snatch
clean and jerk|clean and jerk
thruster|thrusters,thruster
kettlebell swing|kb swings,kettlebell swings""".split("\n")

BODYWEIGHT = """pushup|pushups,push ups,push-ups
pullup|pullups,pull ups,pull-ups
chinup|chinups,chin ups
dip|dips
situp|situps,sit ups
crunch|crunches
burpee|burpees
air squat|air squats
jumping jack|jumping jacks
mountain climber|mountain climbers
lunge|lunges
leg raise|leg raises
box jump|box jumps
step up|step ups
muscle up|muscle ups
inverted row|inverted rows
russian twist|russian twists
bicycle crunch|bicycle crunches
calf raise|calf raises
jump squat|jump squats""".split("\n")

CARDIO = """run|ran,run,jogged,went for a run,went running,jog|d
walk|walked,walk,went for a walk|d
hike|hiked,hike,went on a hike|d
cycling|biked,cycled,bike ride,went cycling|d
swim|swam,swim,went swimming|s
rowing machine|rowed,rowing machine,erg|d
elliptical|elliptical,did the elliptical|t
treadmill|treadmill,treadmill walk|d
stair climber|stairmaster,stair climber|t
spin class|spin class|t
yoga|yoga,did yoga|t
hot yoga|hot yoga|t
pilates|pilates,did pilates|t
zumba|zumba,zumba class|t
barre|barre,barre class|t
boxing|boxing,boxing class|t
kickboxing|kickboxing|t
jiu jitsu|jiu jitsu|t
karate|karate,karate class|t
tennis|tennis,played tennis|t
pickleball|pickleball,played pickleball|t
basketball|basketball,played basketball|t
soccer|soccer,played soccer|t
volleyball|volleyball,beach volleyball|t
golf|golf,played golf|t
hockey|hockey,ice hockey|t
softball|softball,softball practice|t
climbing|climbing,rock climbing|t
dance class|dance class|t
jump rope|jump rope,jumped rope|t
hiit|hiit,hiit class|t
crossfit|crossfit,crossfit class|t
stretching|stretched,stretching|t
foam rolling|foam rolled,foam rolling|t
rollerblading|rollerblading,rollerbladed|d
skiing|skied,skiing|t
snowboarding|snowboarding|t
kayaking|kayaked,kayaking|t
martial arts|martial arts|t
aerobics|aerobics,water aerobics|t""".split("\n")

GYM_PRE = ("did ,hit ,just did ,finished ,just finished ,today ,gym: ,log ,logged ,workout: ,knocked out ,got in ,crushed ,today's work: ,"
           "i did ,I did ,record ,smashed ,banged out ,,,,,,,,").split(",")
GYM_POST = (",,,,,,,,, done, today, felt heavy, felt easy, 💪, rpe 8, no belt, lets go, phew, finally, at the gym, in the garage,"
            " w/ my buddy, and im dead, before work, for time").split(",")

TASKS = """mow the lawn
renew my passport
water the plants
fold the laundry
clean out the garage
order contact lenses
book flights to denver
pay the phone bill
pay the water bill
schedule an oil change
update my resume
email the landlord
call the insurance company
call the bank about the charge
text grandpa
mail the rent check
return the amazon package
pick up dry cleaning
pick up my prescription
drop off donations
buy a birthday card for leo
buy dog food
get a haircut
get new tires
fix the leaky faucet
change the air filter
vacuum the stairs
clean the fish tank
wash the sheets
take out the recycling
defrost the chicken
back up my laptop
cancel the free trial
send the invoice to omar
sign the lease
file my taxes
submit my timesheet
review the budget
prepare the slides
print the tickets
charge the camera
refill the propane
sharpen the knives
replace the smoke alarm battery
find a babysitter
plan the menu
write thank you notes
feed the sourdough starter
walk the dog
give the cat her pill
brush the dog
check the mail
check on aunt rosa
turn off the sprinkler
move the laundry
take my antibiotics
take my inhaler
eat lunch
drink water
log my weight
stretch
meditate
call the school office
confirm the reservation
ask maria about the keys
bring snacks to practice
pack for the trip
download the boarding pass
study for the boards
practice guitar
bake cupcakes for the sale""".split("\n")

EVENTS = """dentist
eye doctor
therapy
staff meeting
budget meeting
parent teacher conference
piano recital
book club
choir rehearsal
oil change
haircut
job interview
physical therapy
vet appointment
bowling league
poker night
lunch with carmen
dinner with the garcias
coffee with sanjay
baby shower
wedding rehearsal
flight to boston
train to chicago
zoom with the client
school play
blood test
house viewing
plumber visit
game night
swim lesson for max""".split("\n")

CLASSES = ("calculus,physics 101,world history,intro to psych,macro,accounting 2,french,statistics,art history,nursing 210,anatomy,"
           "web dev,database systems,creative writing,philosophy,sociology,geology,algebra 2,civics,marketing,business law,theater,"
           "astronomy,linguistics,music theory,thermo,circuits,genetics,econ 101,spanish 3").split(",")
WORKS = ("essay,lab report,problem set 3,homework 6,quiz,midterm,final exam,presentation,research paper,discussion post,worksheet,"
         "reading response,group project,chapter 7 homework,unit 2 test,case analysis,rough draft,annotated bibliography,quiz 4,"
         "final project,outline,exam,problem set 8,portfolio").split(",")

FACTS = """locker combination|22-8-34
gate code|7719
garage door code|5531
alarm pin|90412
membership number|A-55102
library card number|29881 7730
frequent flyer number|KX 204 118
employee id|60417
student number|8842017
vin|1hgcm82633a
policy number|HO-771-20
bike lock code|6024
storage unit|b17
parking spot|41
apartment number|12f
room number|308
shoe size|9.5
ring size|7
pants size|32x30
favorite color|green
landlord's number|555 0147
vet's phone number|555 0162
doctor's name|dr patel
blood type|b negative
printer model|hl 2270
router password|maplefern22
netflix password|sunnydog5
anniversary|october 12
kids' school start time|8:10
furnace filter size|20x20x1
paint color in the kitchen|sea salt
license plate|7abc129
passport number|X4410982
tire size|215/55r17
coffee order|oat cortado
bus route|38
zip code|97214
wifi name|treehouse 5g
confirmation number|QZ7T4M
allergy|penicillin""".split("\n")

CONTAINERS = """owala|24|oz
nalgene|32|oz
blue cup|20|oz
tumbler|30|oz
camelbak|1.5|l
growler|64|oz
mason jar|16|oz
steel bottle|750|ml
canteen|1|l
klean kanteen|27|oz
travel mug|14|oz
work bottle|40|oz
big glass|400|ml
kids cup|8|oz""".split("\n")

TAUGHT_FOODS = """morning shake|340|28
office salad|420|18
mega wrap|650|35
grandma soup|280|14
house granola|310|9
muscle bowl|710|52
recovery drink|180|24
lean box|480|41
nut mix|260|8
gym cookie|220|16
usual omelet|390|27
thursday chili|510|33
night pudding|160|20
egg cups|210|18""".split("\n")

TAUGHT_PLACES = """the dive|murphy's tavern
green door|green door vegan kitchen
tonys|tony's pizza palace
caf|campus cafeteria
qd|quick dragon
big j|big john's grill
the hut|pasta hut downtown
mamas|mama lucia
nook|the breakfast nook
smokes|smokey joe bbq""".split("\n")

TAUGHT_WORKOUTS = "bootcamp blast,iron hour,hill loop,the gauntlet,sweat lab,river route,deep end,grinder,fight club,morning flow".split(",")
TAUGHT_WORDS = """bss|bulgarian split squat
pd|lat pulldown
ghr|glute ham raise
cgbp|close grip bench press
kbs|kettlebell swing
t2b|toes to bar
ftn|farmers carry
dbp|dumbbell press
hlr|hanging leg raise
ssb|safety bar squat""".split("\n")

# texts that must write nothing; {f} a food, {x} an exercise phrase in its base form, {xs} in the past, {who} someone else, {l} a later time
FUTURE = """gonna have {f} {l}
going to eat {f} {l}
gonna {x} {l}
going to {x} {l}
thinking about {f}
thinking of having {f} {l}
thinking i'll {x} {l}
might have {f} {l}
might {x} {l}
maybe {f} {l}
maybe i'll {x} {l}
planning to {x} {l}
planning on {f} {l}
i plan to {x} {l}
i want {f}
i want to {x} {l}
i wanna {x} but i'm tired
craving {f}
craving {f} so bad
could really go for {f}
could go for {f}
i'd kill for {f} right now
i'd love {f}
wish i had {f}
wish i could {x}
hoping to {x} {l}
hope there's {f} {l}
tryna {x} {l}
about to {x}
about to have {f}
on my way to {x}
will {x} {l}
i'll have {f} {l}
i'll {x} {l} i promise
we'll probably have {f} {l}
we are having {f} {l}
looking forward to {f} {l}
can't wait to {x} {l}
can't wait for {f}
considering {f}
dreaming about {f}
saving room for {f}
{f} sounds so good right now
{f} would hit the spot
next time i'll get {f}
one of these days i'll {x}
if i get off early i'll {x}
if they have it i'll get {f}
let's {x} {l}
lets get {f} {l}
anyone up for {f} {l}
who wants {f}
down for {f} {l}?
you should try {f}
someone bring me {f}
supposed to {x} {l}
i was going to {x} but it rained
was gonna have {f} but they ran out
almost had {f}
nearly caved and bought {f}
should have had {f}
i should {x} more
i should stop eating {f}
i really ought to {x}
new goal: {x} every day
starting next week i'll {x}
i swear i'll {x} {l}
the plan is {f} {l}
hold the {f}
save me some {f}""".split("\n")

NEGATED = """didn't eat {f}
did not have {f} today
i didn't {x} today
didn't {x} this week
i haven't had {f} in ages
haven't had {f} yet
never had {f} before
never {xs} in my life
i don't eat {f}
don't like {f}
no {f} for me today
no {f} today
no time to {x}
skipped {f}
skipped the gym, couldn't {x}
couldn't {x}, knee is bad
can't {x} with this cold
wasn't able to {x}
i refuse to {x}
not in the mood for {f}
not having {f}
won't {x} {l}
gave up {f} for lent
quit {f} cold turkey
allergic to {f}
too full for {f}
too tired to {x}
out of {f} again
they were out of {f}
threw out {f}
dropped {f} on the floor
gave my {f} away
sent the {f} back
left my {f} on the counter
the {f} went bad""".split("\n")

OTHERS = """{who} had {f}
{who} ate {f}
{who} ate all the {f}
{who} stole my {f}
{who} loves {f}
{who} {xs}
{who} {xs} yesterday
{who} {xs}, so proud
{who} is eating {f}
{who} made {f} for the church sale
{who} ordered {f}
{who} says {f} is healthy
{who} wants {f}
{who} drank two liters of water
{who} drank my water
{who} slept 10 hours
{who} napped all afternoon
{who} didn't sleep
{who} took a nap from 1 to 3
{who} can {x} faster than anyone
{who} never skips leg day
{who} spilled {f}
{who} posted a pic of {f}
{who} told me to {x}
{who} bought {f}
bought {f} for {who}
fed {who} {f}
made {f} for {who}
heard {who} {xs}
saw {who} at the gym
{who} said "i had {f}"
{who} asked if i {xs}""".split("\n")

WHO = ("my brother,my sister,my wife,my husband,my mom,my dad,my roommate,my boss,my son,my daughter,the baby,the dog,my cat,my neighbor,"
       "my coach,grandma,my cousin,my best friend,the kids,my trainer,the whole office,my teammate,jake,priya,carlos,our intern,"
       "the guy next to me,my ex,my professor,some dude").split(",")

OPINIONS = """{f} is overrated
{f} is the best
{f} makes me happy
i love {f}
i hate {f}
{f} gives me heartburn
{f} used to be cheaper
{f} costs too much now
{f} smells amazing
the {f} here is awful
that {f} was salty
best {f} in town is on 5th
{f} is basically candy
is {f} a breakfast food
is {f} vegan?
who invented {f}
why is {f} so expensive
how do you make {f}
recipe for {f}?
where can i get {f}
do they sell {f} there
does {f} go bad
can dogs eat {f}
{f} day at school was the best
{f} emoji when
reading about {f}
watched a show about {f}
there's {f} in the break room
there's {f} in the fridge for you
{f} on sale at costco
my grandpa grew up on {f}
i always have {f} on fridays
i usually {x} on mondays
i used to {x} every day
years ago i {xs} all the time
back in school i {xs}
people who {x} at 5am scare me
do you {x}
is it ok to {x} every day
does it help to {x}
what happens if you {x} daily
it's too hot to {x}
it's hard to {x} when it snows
to {x} or not to {x}
{x}? in this economy?""".split("\n")

IDLE = """so bored today
i'm stuck in traffic
my flight got delayed
the wifi is down
happy birthday!!
the game went to overtime
it's raining sideways
work was brutal
i got the job!
my car won't start
i locked myself out
my phone is dying
can you hear me
who's there
i miss you
love u
see you soon
running late sorry
be there in ten
just landed
call me when you can
wrong chat oops
check this out
did you watch the finale
what a day
this weather is unreal
my hair looks insane
i'm broke until payday
politics is a mess
the meeting could've been an email
the elevator is stuck
my tooth hurts
i have a headache
my back is killing me
this line is eternal
i'm dying of laughter
that movie put me to sleep
he drives me up the wall
she spilled the beans
we hit a snag
don't sweat it
no sweat
it's raining cats and dogs
i'm all ears
he's full of baloney
the deal went sour
let's not sugarcoat it
that's the way the cookie crumbles
you can't make an omelet without breaking eggs
they want a bigger slice of the pie
he has bigger fish to fry
we're in a pickle
she's a tough cookie
this is small potatoes
i was in a jam
egg on my face
it's gone pear shaped
that's bananas
worth my salt
take it with a grain of salt
the best thing since sliced bread
she's the cream of the crop
i'm running behind
running a tight ship
walk me through it
that's a stretch
hit the road
he hit the roof
hit me up later
dead weight
pulling an all nighter at work
the bar is low
raise the bar
pressed for time
bench that idea
he squats in that building
plank on the deck is rotten
lift with your legs they say
rowing upstream here
swim or sink i guess
the clock is running
my nose won't stop running
the tap is running
his mouth is running
marathon of meetings
rounds of layoffs
spinning my wheels
i'm fried
my brain is mush
i'm toast
stick a fork in me
hot potato issue
my battery is at 20
water damage in the basement
the water was cold at the beach
waterfront condos are pricey
bottle return is closed
a cup of sugar short
lost 2 gallons of paint
the radiator took 3 liters
poured a gallon of bleach
the tub holds 80 gallons
filled the kiddie pool with 200 liters
half the bottle leaked in my bag
sleeping beauty ballet tickets
my foot is asleep
sleep is overrated
sleeper hit of the summer
the sleeper sofa broke""".split("\n")

# Spanish: as said | name | English name
ES_FOODS = """una manzana|manzana|apple
un plátano|plátano|banana
una tostada con aguacate|tostada con aguacate|avocado toast
un sándwich de jamón|sándwich de jamón|ham sandwich
una empanada|empanada|empanada
una arepa|arepa|arepa
un tamal|tamal|tamal
un flan|flan|flan
una ensalada de atún|ensalada de atún|tuna salad
arroz con leche|arroz con leche|rice pudding
arroz con frijoles|arroz con frijoles|rice and beans
pollo asado|pollo asado|roast chicken
pollo con papas|pollo con papas|chicken with potatoes
ceviche|ceviche|ceviche
lomo saltado|lomo saltado|lomo saltado
enchiladas verdes|enchiladas verdes|green enchiladas
sopa de verduras|sopa de verduras|vegetable soup
caldo de pollo|caldo de pollo|chicken broth
huevos revueltos|huevos revueltos|scrambled eggs
tortilla de patatas|tortilla de patatas|spanish omelette
gazpacho|gazpacho|gazpacho
paella|paella|paella
un bocadillo de queso|bocadillo de queso|cheese sandwich
croquetas|croquetas|croquettes
churros con chocolate|churros con chocolate|churros with chocolate
un alfajor|alfajor|alfajor
asado|asado|asado
fideos con tuco|fideos con tuco|noodles with tomato sauce
un jugo de naranja|jugo de naranja|orange juice
una cerveza|cerveza|beer
un café con leche|café con leche|coffee with milk
un helado|helado|ice cream
galletas|galletas|cookies
pescado a la plancha|pescado a la plancha|grilled fish
una hamburguesa|hamburguesa|hamburger
pizza|pizza|pizza
yogur con granola|yogur con granola|yogurt with granola
un licuado de fresa|licuado de fresa|strawberry smoothie""".split("\n")
ES_LIFTS = ["sentadillas|squat", "press de banca|bench press", "peso muerto|deadlift", "dominadas|pullup", "flexiones|pushup", "abdominales|situp", "press militar|overhead press", "remo con barra|row", "zancadas|lunge", "curl de bíceps|curl",
            "prensa de piernas|leg press", "fondos|dip", "elevaciones laterales|lateral raise", "hip thrust|hip thrust"]
ES_CARDIO = ["corrí|run", "caminé|walk", "nadé|swim", "anduve en bici|cycling", "hice yoga|yoga", "hice pilates|pilates", "bailé zumba|zumba", "jugué tenis|tennis", "hice spinning|spin class", "salté la cuerda|jump rope", "remé|rowing machine", "hice boxeo|boxing"]
ES_TASKS = """pagar el internet
llamar a mi tía
sacar al perro
comprar pilas
lavar la ropa
enviar el contrato
recoger el paquete
renovar la licencia
regar las plantas
ir al banco
hacer la tarea de mate
limpiar la cocina
pedir cita con el médico
revisar el correo
cargar el coche
devolver el libro
cambiar el aceite
comprar boletos""".split("\n")

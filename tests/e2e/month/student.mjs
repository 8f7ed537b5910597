// A student in Berlin, metric, with assignments to hand in, a bike and late nights. The clocks go
// forward in the night to the 23rd day.
import {
  after, ago, asks, assignment, averageSleep, caloriesLast, caloriesOf, distanceOf, done, dueWork, fact, factSaid, fix, food, goal, gym, metric, ml,
  names, nothing, on, onNext, openTodos, own, prefer, records, redo, reminder, removed, repeating, sleep, sleepOf, slept, taught, todo,
  undo, vessel, waterLast, waterOf, waterToday, workoutsOf,
} from './acts.mjs';

/** Every morning from a day on. */
const every = (from, clock, line) => Array.from({ length: 31 - from }, (_, i) => [from + i, clock, ...line(from + i)]);

export default {
  name: 'student in Berlin',
  zone: 'Europe/Berlin',
  lines: [
    [1, '10:20', 'hi', asks(names('Welcome'))],
    [2, '05:30', 'track my headaches', records(taught('headaches', 'headaches'))],
    ...every(3, '05:30', (day) => [`headaches ${day % 4}`, records(metric('headaches', day % 4))]),
    [21, '05:40', 'emoji on', records(prefer({ emoji: true }))],
    [24, '05:40', 'emoji off', records(prefer({ emoji: false }))],
    [1, '10:30', 'my timezone is berlin', records(prefer({ timezone: 'Europe/Berlin' }))],
    [1, '10:32', 'drank 500 ml', (p) => [...records(ml(500))(p), 'Now ask me']],
    [1, '10:40', 'had a croissant and an apple', records(food('croissant'), food('apple'))],
    [1, '11:00', 'linear algebra problem set 4 due wednesday 6pm', records(assignment('linear algebra', 'problem set 4', onNext(3, '18:00')))],
    [1, '11:02', 'history essay due march 21', records(assignment('history', 'essay', (p) => p.on('03-21', '00:00')))],
    [1, '13:30', 'döner for lunch 680 kcal', records(food('döner', { calories: 680, meal: 'lunch' }))],
    [1, '23:20', 'how much water today?', asks((p) => [...waterToday(p), 'teach me your words'])],

    [2, '10:45', 'slept 2am-10am', records(sleep('02:00', '10:00'))],
    [2, '11:10', 'cycled 12 km in 40 min', records(gym('cycling', { km: 12, minutes: 40 }))],
    [2, '12:00', 'my bottle is 0.75 l', records(taught('bottle', 'bottle', { ml: 750 }))],
    [2, '12:01', 'drank a bottle', records(vessel('bottle'))],
    [2, '19:30', 'ate a currywurst', records(food('currywurst'))],
    [2, '22:00', "what's due?", asks(dueWork())],

    [3, '08:10', 'slept 6h', records(slept(6))],
    [3, '09:00', 'todo return library books', records(todo('return library books'))],
    [3, '09:01', 'todo email professor weber', records(todo('email professor weber'))],
    [3, '12:45', 'mensa pasta 720 kcal', records(food('mensa pasta', { calories: 720 }))],
    [3, '15:00', 'drank a bottle', records(vessel('bottle'))],
    [3, '16:00', 'remind me to call oma at 7pm', records(reminder('call oma', on(0, '19:00')))],
    [3, '19:40', 'done call oma', records(done('call oma'))],

    [4, '08:20', 'slept midnight to 8', records(sleep('00:00', '08:00'))],
    [4, '11:30', 'done email professor weber', records(done('email professor weber'))],
    [4, '12:30', 'falafel wrap 550 kcal', records(food('falafel wrap', { calories: 550 }))],
    [4, '12:35', 'make it 600', records(fix('foods', { calories: 600 }))],
    [4, '18:00', 'drank 2 bottles', records(vessel('bottle', 2))],
    [4, '21:00', 'my todos', asks(openTodos)],

    [5, '08:30', 'slept 7.5 hours', records(slept(7.5))],
    [5, '16:40', 'finished problem set 4', records(done('problem set 4'))],
    [5, '17:30', 'ran 5 km in 29 min', records(gym('run', { km: 5, minutes: 29 }))],
    [5, '18:00', 'drank 750 ml', records(ml(750))],
    [5, '18:01', 'undo', undo],
    [5, '18:02', 'redo', redo],
    [5, '20:00', "what's due this week?", asks(names(/no|nothing/i))],

    [6, '09:00', 'slept 11:30pm-7:30am', records(sleep('23:30', '07:30'))],
    [6, '09:05', 'wifi password is Spree2031', records(fact('wifi password', 'Spree2031'))],
    [6, '12:40', 'chicken curry 640 kcal 24g protein', records(food('chicken curry', { calories: 640, protein: 24 }))],
    [6, '18:30', 'bouldering for 90 minutes', records(gym('bouldering', { minutes: 90 }))],
    [6, '21:15', 'what is the wifi password?', asks(factSaid('wifi password'))],

    [7, '08:45', 'slept 6.5 hours', records(slept(6.5))],
    [7, '10:00', 'drank a bottle', records(vessel('bottle'))],
    [7, '13:00', 'pizza 850 kcal', records(food('pizza', { calories: 850 }))],
    [7, '14:00', 'linear algebra problem set 5 due next wednesday 6pm', records(assignment('linear algebra', 'problem set 5', on(5, '18:00')))],
    [7, '19:00', 'calories today', asks(caloriesOf('today'))],

    [8, '12:00', 'slept 3am-11:30am', records(sleep('03:00', '11:30'))],
    [8, '12:30', '3 eggs', records(food('eggs', { quantity: 3 }))],
    [8, '12:31', 'make it 4', records(fix('foods', { quantity: 4 }))],
    [8, '15:00', 'drank 500 ml', records(ml(500))],
    [8, '20:00', 'average sleep last 7 days', asks(averageSleep(7))],

    [9, '11:00', 'slept 8.5 hours', records(slept(8.5))],
    [9, '13:00', 'cycled 20 km', records(gym('cycling', { km: 20 }))],
    [9, '14:30', 'drank 2 bottles', records(vessel('bottle', 2))],
    [9, '20:30', 'spätzle 780 kcal', records(food('spaetzle', { calories: 780 }))],
    [9, '21:00', 'water this week', asks(waterOf('thisWeek'))],
    [9, '21:10', 'remind me every weekday at 8am to take vitamin d', records(repeating('take vitamin d', '08:00', [1, 2, 3, 4, 5]))],

    [10, '09:00', 'slept 7 hours', records(slept(7))],
    [10, '12:30', 'mensa pasta 720 kcal', records(food('mensa pasta', { calories: 720 }))],
    [10, '14:00', 'drank a bottle at 11am', records(vessel('bottle', 1, ago(0, '11:00')))],
    [10, '18:00', 'todo buy bike lights', records(todo('buy bike lights'))],

    [11, '08:40', 'slept 12:30am-8:15am', records(sleep('00:30', '08:15'))],
    [11, '12:20', 'lentil soup 380 kcal', records(food('lentil soup', { calories: 380 }))],
    [11, '17:00', 'ran 6 km in 34 min', records(gym('run', { km: 6, minutes: 34 }))],
    [11, '18:00', 'drank a bottle', records(vessel('bottle'))],
    [11, '20:00', 'how much did i drink last week', asks(waterOf('lastWeek'))],

    [12, '09:00', 'slept 6 hours', records(slept(6))],
    [12, '15:30', 'done with problem set 5', records(done('problem set 5'))],
    [12, '16:00', 'drank 750 ml', records(ml(750))],
    [12, '19:30', 'ramen 700 kcal', records(food('ramen', { calories: 700 }))],
    [12, '21:00', 'bouldering for 2 hours', records(gym('bouldering', { minutes: 120 }))],

    [13, '09:10', 'slept 11pm-7am', records(sleep('23:00', '07:00'))],
    [13, '12:30', 'chicken curry 640 kcal 24g protein', records(food('chicken curry', { calories: 640, protein: 24 }))],
    [13, '13:00', 'when is the history essay due?', asks(names('essay', 'tomorrow'))],
    [13, '18:00', 'drank a bottle', records(vessel('bottle'))],
    [13, '23:00', 'remind me in 20 minutes to hang up the laundry', records(reminder('hang up the laundry', after(20)))],

    [14, '11:00', 'slept 7 hours', records(slept(7))],
    [14, '14:00', 'submitted the history essay', records(done('essay'))],
    [14, '15:00', 'drank 500ml', records(ml(500))],
    [14, '20:00', '2 beers 300 kcal', records(food('beers', { calories: 300, quantity: 2 }))],

    [15, '12:00', 'slept 4am-noon', records(sleep('04:00', '12:00'))],
    [15, '12:30', 'my muesli is 420 kcal', records(taught('muesli', 'muesli', { calories: 420 }))],
    [15, '12:31', 'ate muesli', records(own('muesli'))],
    [15, '13:00', 'drank a bottle', records(vessel('bottle'))],
    [15, '18:30', 'ate a kebab yesterday at 11pm, 700 kcal', records(food('kebab', { calories: 700, when: ago(1, '23:00') }))],
    [15, '18:31', 'calories yesterday', asks(caloriesOf('yesterday'))],

    [16, '11:00', 'slept 8 hours', records(slept(8))],
    [16, '13:00', 'cycled 25 km in 80 min', records(gym('cycling', { km: 25, minutes: 80 }))],
    [16, '14:00', 'drank 3 bottles', records(vessel('bottle', 3))],
    [16, '14:02', 'undo', undo],
    [16, '14:03', 'drank 2 bottles', records(vessel('bottle', 2))],
    [16, '20:00', 'average sleep last 7 days', asks(averageSleep(7))],

    [17, '09:00', 'slept 7 hours', records(slept(7))],
    [17, '12:30', 'mensa pasta 720 kcal', records(food('mensa pasta', { calories: 720 }))],
    [17, '15:00', 'statistics project due april 4', records(assignment('statistics', 'project', (p) => p.on('04-04', '00:00')))],
    [17, '15:02', 'statistics quiz due friday 10am', records(assignment('statistics', 'quiz', onNext(5, '10:00')))],
    [17, '16:00', 'drank a bottle', records(vessel('bottle'))],

    [18, '08:30', 'slept 11:30pm-8am', records(sleep('23:30', '08:00'))],
    [18, '12:30', 'muesli', records(own('muesli'))],
    [18, '17:00', 'ran 6.5 km in 36 min', records(gym('run', { km: 6.5, minutes: 36 }))],
    [18, '19:00', "what's due for statistics?", asks(dueWork('statistics'))],

    [19, '09:00', 'slept 6.5 hours', records(slept(6.5))],
    [19, '12:30', 'falafel wrap 600 kcal', records(food('falafel wrap', { calories: 600 }))],
    [19, '18:00', 'drank a bottle', records(vessel('bottle'))],
    [19, '18:05', 'set water goal to 2.2 liters', records(goal(2200))],
    [19, '22:00', 'how much water today', asks(waterToday)],

    [20, '09:00', 'slept 7 hours', records(slept(7))],
    [20, '12:30', 'chicken curry 640 kcal 24g protein', records(food('chicken curry', { calories: 640, protein: 24 }))],
    [20, '16:00', 'drank 2 bottles', records(vessel('bottle', 2))],
    [20, '20:00', 'delete the chicken curry', records(removed('foods', (f) => f.name === 'chicken curry'))],
    [20, '20:01', 'undo', undo],

    [21, '09:30', 'slept 6 hours', records(slept(6))],
    [21, '10:45', 'quiz done', records(done('quiz'))],
    [21, '13:00', 'drank a bottle', records(vessel('bottle'))],
    [21, '20:00', 'bouldering for 90 minutes', records(gym('bouldering', { minutes: 90 }))],

    [22, '12:00', 'slept 2am-11am', records(sleep('02:00', '11:00'))],
    [22, '13:00', 'pancakes 900 kcal', records(food('pancakes', { calories: 900 }))],
    [22, '15:00', 'drank a bottle', records(vessel('bottle'))],
    [22, '20:00', 'remind me to change the clocks at 11pm', records(reminder('change the clocks', on(0, '23:00')))],

    // Two o'clock became three: eight hours on the clock are seven.
    [23, '10:00', 'slept midnight to 8am', records(sleep('00:00', '08:00'))],
    [23, '11:00', 'drank 500 ml', records(ml(500))],
    [23, '13:00', 'cycled 15 km', records(gym('cycling', { km: 15 }))],
    [23, '20:00', 'average sleep last 7 days', asks(averageSleep(7))],
    [23, '21:00', 'how much water this week', asks(waterOf('thisWeek'))],

    [24, '09:00', 'slept 7 hours', records(slept(7))],
    [24, '12:30', 'mensa pasta 720 kcal', records(food('mensa pasta', { calories: 720 }))],
    [24, '15:00', 'drank a bottle', records(vessel('bottle'))],
    [24, '17:59', 'my todos', asks(openTodos)],
    [24, '18:00', 'done 1', records(done('return library books'))],

    [25, '09:00', 'slept 11pm-7am', records(sleep('23:00', '07:00'))],
    [25, '12:30', 'muesli', records(own('muesli'))],
    [25, '17:00', 'ran 7 km in 39 min', records(gym('run', { km: 7, minutes: 39 }))],
    [25, '18:00', 'drank a bottle', records(vessel('bottle'))],

    [26, '09:00', 'slept 6 hours', records(slept(6))],
    [26, '12:00', 'my student id is 7714203', records(fact('student id', '7714203'))],
    [26, '13:00', 'lentil soup 380 kcal', records(food('lentil soup', { calories: 380 }))],
    [26, '15:00', 'drank 750 ml', records(ml(750))],

    [27, '09:00', 'slept 7.5 hours', records(slept(7.5))],
    [27, '11:00', "what's my student id?", asks(factSaid('student id'))],
    [27, '16:00', 'drank a bottle', records(vessel('bottle'))],
    [27, '20:00', 'ramen 700 kcal', records(food('ramen', { calories: 700 }))],

    [28, '09:00', 'slept 6.5 hours', records(slept(6.5))],
    [28, '17:00', 'finished the statistics project', records(done('project'))],
    [28, '17:30', 'drank a bottle', records(vessel('bottle'))],
    [28, '21:00', "what's due", asks(dueWork())],

    [29, '12:00', 'slept 3am-11am', records(sleep('03:00', '11:00'))],
    [29, '13:00', 'pizza 850 kcal', records(food('pizza', { calories: 850 }))],
    [29, '15:00', 'drank 2 bottles', records(vessel('bottle', 2))],
    [29, '19:00', 'how far did i run this month', asks(distanceOf('run', 'thisMonth'))],

    [30, '11:00', 'slept 8 hours', records(slept(8))],
    [30, '12:00', 'cycled 18 km in 60 min', records(gym('cycling', { km: 18, minutes: 60 }))],
    [30, '13:00', 'drank a bottle', records(vessel('bottle'))],
    [30, '20:00', 'water last 30 days', asks(waterLast(30))],
    [30, '20:01', 'calories last 30 days', asks(caloriesLast(30))],
    [30, '20:02', 'sleep last night', asks(sleepOf('today'))],
    [30, '20:03', 'my todos', asks(openTodos)],
    [30, '20:04', 'workouts this week', asks(workoutsOf('thisWeek'))],
  ],
};

#include "tests/integration/handlers/talk_test.hpp"

// A whole talk in Spanish.

namespace {

using namespace test;

class Spanish : public texting_test {};

TEST_F(Spanish, SomebodyNewIsAnsweredInTheirLanguage) {
  begin_here();
  db.value("update user_preferences set tour_step = 0 returning 1");
  restart();
  const auto first = text("hola");
  EXPECT_SAYS(first, "Bienvenido");
  EXPECT_SAYS(first, "idioma ingl");
  EXPECT_EQ(count("user_preferences where language = 'es'"), 1);
  EXPECT_SAYS(text("beb\u00ed 500 ml de agua"), "Anotado: 500 ml de agua");
}

TEST_F(Spanish, ATalkGoesOnAndItsCommandsWork) {
  begin_here();
  text("speak spanish");
  EXPECT_SAYS(text("ll\u00e1mame Ana"), "Encantado, Ana");
  EXPECT_SAYS(text("hola"), "Hola, Ana");
  EXPECT_SAYS(text("2 huevos"), "Anotado: 2 huevos");
  EXPECT_SAYS(text("que sean 3"), "Cambiado a 3 huevos");
  EXPECT_SAYS(text("desayun\u00e9 pan, 300 cal"), "300 cal");
  EXPECT_SAYS(text("cambia el desayuno a 500 cal"), "500 cal");
  EXPECT_SAYS(text("recu\u00e9rdame llamar a mam\u00e1"), "Cuando te recuerdo");
  EXPECT_SAYS(text("a las 17:00"), "Recordatorio puesto: llamar a mama, hoy 17:00");
  EXPECT_SAYS(text("alias zz = beb\u00ed 300 ml de agua"), "Alias puesto");
  EXPECT_SAYS(text("mis alias"), "zz = ");
  EXPECT_SAYS(text("aprende r\u00e1pido"), "Aprendo");
  EXPECT_SAYS(text("opini\u00f3n: muy bien"), "Gracias");
  EXPECT_SAYS(text("mis palabras"), "zz");
  at_local(local(2026, 3, 5, 8, 0));
  EXPECT_SAYS(text("el mismo desayuno de ayer"), "Anotado: pan");
}

TEST_F(Spanish, AReminderIsPutOffAndSkipped) {
  begin_here();
  text("speak spanish");
  text("recu\u00e9rdame tomar agua a las 15:00");
  const auto due = [&] {
    return static_cast<row_id>(
        std::stoll(db.value("select id from reminders_todos where type = 'reminder'")));
  };
  at_local(local(2026, 3, 4, 15, 0));
  fall_due(due(), clock.now());
  EXPECT_SAYS(text("posp\u00f3n 20"), "Bien, hoy 15:2");
  at_local(local(2026, 3, 4, 15, 21));
  fall_due(due(), clock.now());
  EXPECT_SAYS(text("hecho"), "Hecho: tomar agua");
}

}  // namespace

# Своя поездка: заявки путешественников и предложения агентств.
trips-home = 🧭 Своя поездка
trips-list = 📋 Мои заявки
trips-mine =
    <b>Мои заявки</b>

    { $count ->
        [0] Расскажите, куда хочется, а агентства предложат свои варианты.
       *[other] Выберите заявку или соберите новую.
    }
trips-begin = 🧭 Собрать поездку
trips-go-on = ✏️ Продолжить черновик
trips-ask-place =
    <b>Куда поедем?</b>

    Отметьте города или напишите место своими словами, до { $limit } знаков.
trips-place = Место: { $text }
trips-ask-when =
    <b>Когда начнём?</b>

    Выберите день или весь месяц.
trips-when = Выбрано: { $when }
trips-whole-month = Любой день: { $month }
trips-flexible =
    { $days ->
        [0] Точно
       *[other] ±{ $days } дн.
    }
trips-about = { $day } ± { $days } дн.
trips-ask-days =
    <b>На сколько дней?</b>

    Выберите или напишите число, не больше { $most }.
trips-ask-party = <b>Кто едет?</b>
trips-ask-budget =
    <b>Какой бюджет на всех?</b>

    Выберите валюту и напишите сумму. Например: 60 000
trips-budget = Бюджет: { $sum }
trips-any-budget = бюджет не важен
trips-currency-rub = ₽ рубли
trips-currency-uzs = сумы
trips-ask-transport =
    <b>На чём едем?</b>

    Можно отметить несколько. Если всё равно, нажмите «Дальше».
trips-ask-wishes =
    <b>Что ещё важно?</b>

    Питание, гостиница, темп, язык гида. До { $limit } знаков. Телефон и адрес писать не нужно.
trips-wishes = Пожелания: { $text }
trips-no-wishes = Без пожеланий
trips-wanted =
    📍 { $places }
    📅 { $when } · { $days }
    👥 { $party }
    💰 { $budget }
trips-summary = <b>Ваша заявка</b>
trips-summary-next =
    Агентства увидят её без ваших контактов и смогут отвечать { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[other] { $days } дней
    }.
trips-submit = 📨 Отправить агентствам
trips-edit-place = 📍 Куда
trips-edit-when = 📅 Когда
trips-edit-days = 🗓 Сколько дней
trips-edit-party = 👥 Кто едет
trips-edit-budget = 💰 Бюджет
trips-edit-transport = 🚌 Транспорт
trips-edit-wishes = ✍️ Пожелания
trips-head = <b>Заявка № { $number }</b>
trips-status-open =
    ⏳ Ждём предложений, осталось { $left }.
    { $count ->
        [0] Пока ни одного: как только агентство ответит, мы напишем.
       *[other] Предложений: { $count }
    }
trips-status-chosen = ✅ Предложение выбрано.
trips-status-cancelled = ↩️ Заявка отменена.
trips-status-expired = ⌛ Срок заявки вышел.
trips-compare = 💬 Сравнить предложения: { $count }
trips-cancel = Отменить заявку
trips-ask-cancel = Отменить заявку № { $number }? Агентства больше не смогут на неё ответить.
trips-left-days =
    { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[other] { $days } дней
    }
trips-compare-title =
    <b>Предложения</b>

    { $count ->
        [0] Сейчас выбирать не из чего.
       *[other] Откройте любое, чтобы выбрать его или поторговаться.
    }
trips-offer =
    🏢 <b>{ $agency }</b>
    <b>{ $sum }</b> за всех, около { $each } с человека
    📅 { $days }
trips-valid = ⏳ Действует ещё { $left }
trips-based-on = По мотивам тура «{ $tour }»
trips-rounds = <b>Как торговались</b>
trips-side-traveller = Путешественник
trips-side-agency = Агентство
trips-round = { $who }: { $said }
trips-turn-agency = Ждём ответа агентства. Выбрать по нынешней цене можно и сейчас.
trips-offer-chosen = ✅ Вы выбрали это предложение.
trips-offer-withdrawn = ↩️ Агентство отозвало предложение.
trips-offer-declined = ✖️ Вы отказались от этого предложения.
trips-offer-over = ⌛ Это предложение больше не действует.
trips-choose = ✅ Выбрать за { $sum }
trips-counter = 💬 Поторговаться
trips-decline = ✖️ Отказаться
trips-ask-counter =
    <b>{ $agency }</b> просит { $sum }.

    Напишите свою цену за всех, вопрос или то и другое. Например: 42 000, если без обедов. До { $limit } знаков.
trips-ask-choose =
    Выбрать предложение «{ $agency }» за <b>{ $sum }</b>?
    📅 { $days } · { $party }

    Остальные агентства получат отказ, а у вас будет { $hours ->
        [one] { $hours } час
        [few] { $hours } часа
       *[other] { $hours } часов
    } на оплату. До оплаты отмена бесплатна.
trips-chosen = ✅ <b>Договорились!</b> Бронь создана, осталось её оплатить.
trips-open = 🧭 Открыть заявку
trips-open-offer = 💬 Открыть предложение
trips-open-all = 📋 Все предложения

trips-desk-button = 🧭 Заявки на поездки · { $count }
trips-desk =
    <b>Заявки на поездки</b>

    { $count ->
        [0] Сейчас никто ничего не ищет.
       *[other] Выберите заявку, чтобы ответить.
    }
trips-desk-left = ⏳ Ответить можно ещё { $left }.
trips-desk-over = ⌛ Заявка закрыта.
trips-make-offer = 💬 Сделать предложение
trips-my-offer = 💬 Наше предложение · { $sum }
trips-which-tour =
    { $count ->
        [0] Сначала нужен хотя бы один тур, пусть даже черновик: бронь будет по нему.
       *[other] <b>По какому туру едем?</b> Подойдёт и черновик, программу опишете словами.
    }
trips-my-head =
    <b>Предложение к заявке № { $number }</b>
    👥 { $party }
    🗺 { $tour }
    📅 { $days }
    💰 { $sum } за всех
    ⏳ Действует { $hours } ч после отправки
trips-my-draft = ✏️ Ещё не отправлено.
trips-my-open = ⏳ Путешественник думает, осталось { $left }.
trips-my-countered = 💬 Путешественник просит <b>{ $sum }</b>.
trips-my-asked = 💬 Путешественник ждёт ответа.
trips-my-chosen = ✅ Предложение выбрано.
trips-my-over = ⌛ Предложение больше не действует.
trips-my-declined = ✖️ Путешественник отказался.
trips-my-withdrawn = ↩️ Отозвано.
trips-send = 📨 Отправить
trips-agree = ✅ Согласиться на { $sum }
trips-reply = 💬 Ответить
trips-set-price = 💰 Цена
trips-set-text = 📝 Что входит
trips-set-day = 📅 Дата
trips-set-days = 🗓 Дней
trips-set-tour = 🗺 Тур
trips-set-valid = ⏳ Срок
trips-withdraw = ↩️ Отозвать
trips-ask-price =
    <b>Сколько стоит поездка за всех?</b>
    👥 { $party }

    Напишите сумму. Например: 58 000
trips-ask-included =
    <b>Что входит?</b>

    Программа, гостиница, питание, транспорт. До { $limit } знаков.
trips-ask-offer-days = На сколько дней? Напишите число, не больше { $most }.
trips-ask-reply = Напишите новую цену за всех, ответ или то и другое. До { $limit } знаков.
trips-ask-day = <b>Когда начинаем?</b> В заявке: { $when }
trips-ask-valid = Сколько действует предложение?
trips-ask-withdraw = Отозвать предложение? Путешественник больше не сможет его выбрать.

trips-news-asked = 🧭 <b>Ищут поездку</b>
trips-news-offered = 💬 <b>{ $agency }</b> предлагает поездку за <b>{ $sum }</b> по заявке № { $number }.
trips-news-changed = 💬 <b>{ $agency }</b> отвечает по заявке № { $number }: теперь <b>{ $sum }</b>.
trips-news-withdrawn = ↩️ <b>{ $agency }</b> отозвало предложение по заявке № { $number }.
trips-news-countered = 💬 <b>Ответ по заявке № { $number }</b>
trips-news-declined = ✖️ По заявке № { $number } от предложения отказались.
trips-news-chosen = 🎉 <b>Вас выбрали!</b> Заявка № { $number } за { $sum }. Ждём оплату.
trips-news-passed = По заявке № { $number } выбрали другое предложение.
trips-news-cancelled = ↩️ Заявку № { $number } отменили.
trips-news-lapsed = ⌛ Ваше предложение по заявке № { $number } больше не действует: срок вышел.
trips-news-closed = ⌛ Срок заявки № { $number } вышел, путешественник никого не выбрал.
trips-news-expired = ⌛ Срок заявки № { $number } вышел. Можно собрать новую.
trips-news-waiting = 🔔 По заявке № { $number } есть предложения, и они действуют не вечно.

trips-error-not-text = Здесь нужен текст.
trips-error-moved = Этого уже не сделать: заявка или предложение изменились.
trips-error-changed = Предложение изменилось. Посмотрите, что в нём теперь.
trips-error-lapsed = Срок предложения вышел.
trips-error-blocked = Агентство сейчас не работает на площадке.
trips-error-too-many =
    { $count ->
        [one] Открытой может быть только { $count } заявка.
        [few] Открытых заявок может быть не больше { $count }.
       *[other] Открытых заявок может быть не больше { $count }.
    } Дождитесь ответа или отмените одну из них.
trips-error-missing = Сначала ответьте на этот вопрос.
trips-error-incomplete = Сначала укажите цену и что входит.
trips-error-text = Текст пустой или слишком длинный.
trips-error-price = Нужна сумма больше нуля. Например: 45 000
trips-error-number = Такое число не подходит.
trips-error-day = Такой день не подходит: нужен будущий, не дальше года.
trips-error-party = Нужен хотя бы один взрослый, и компания не должна быть слишком большой.

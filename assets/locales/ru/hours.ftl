hours-home =
    <b>Час с поддержкой</b>

    Шестьдесят минут со специалистом один на один, прямо в этом чате: разберём задание, ответим на вопросы, подскажем, как двигаться дальше. Присылать можно текст, фото, файлы и голосовые.

    Цена: { $price }.
hours-next = Ваш ближайший час: { $when }.
hours-choose = 📅 Выбрать время
hours-mine = 🗂 Мои часы
hours-open-card = 🕐 Открыть час
hours-again = 📅 Выбрать другое время
hours-zone = 🕒 Часовой пояс: { $zone }
hours-none = Свободных часов сейчас нет. Загляните завтра: расписание пополняется каждый день.
hours-days =
    <b>Выберите день</b>

    Время показываем по вашему поясу ({ $zone }).
hours-day =
    <b>{ $day }</b>

    Начало часа, { $zone }:
hours-day-none = На этот день всё уже занято. Выберите другой.
hours-summary =
    <b>Час с поддержкой</b>

    { $when }
    { $zone }

    Цена: { $price }. Место будет за вами { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    }: за это время нужно оплатить.
hours-hold = ✅ Забронировать
hours-rule-free = Бесплатная отмена до { $until }, позже вернём { $percent } %.
hours-rule-late = При отмене вернём { $percent } %: до начала осталось мало времени.
hours-rule-missed =
    { $minutes ->
        [one] Не появитесь за { $minutes } минуту после начала — час пропал
        [few] Не появитесь за { $minutes } минуты после начала — час пропал
       *[other] Не появитесь за { $minutes } минут после начала — час пропал
    }{ $percent ->
        [0] .
       *[other] , вернём { $percent } %.
    } Не придёт специалист — вернём всё.

hours-mine-title =
    <b>Мои часы</b>

    { $count ->
        [0] Пока ни одного.
        [one] Всего { $count }.
       *[other] Всего { $count }.
    }
hours-card =
    <b>Час с поддержкой № { $id }</b>

    { $when }
    { $zone }

    { $status }
hours-card-people =
    Клиент: { $client }
    Оператор: { $operator }
hours-price = Цена: { $price }
hours-paid = Оплачено: { $paid }
hours-refunded = Возвращаем: { $refund }
hours-status-held = ⏳ Ждёт оплаты до { $until }
hours-status-booked = 📅 Оплачен и ждёт своего времени
hours-status-live = 🟢 Идёт, до { $until }
hours-status-done = ✅ Состоялся
hours-status-missed-you = ⚠️ Пропущен: вас не было на связи
hours-status-missed-client = ⚠️ Клиент не пришёл
hours-status-missed-operator = ⚠️ Не состоялся по нашей вине
hours-status-cancelled = ✖️ Отменён
hours-status-expired = ✖️ Не оплачен вовремя

hours-pay = 💳 Оплатить
hours-rate = ⭐ Оценить
hours-transcript = 💬 Переписка
hours-enter = 💬 Я на связи
hours-entered = Вы на связи. Пишите сюда: всё дойдёт до собеседника.
hours-let-go = ✖️ Отказаться от брони
hours-let-go-ask = Снять бронь на { $when }? Денег за неё вы не платили.
hours-cancel = ✖️ Отменить час
hours-cancel-ask-free = Отменить час { $when }? Вернём всё: { $refund }.
hours-cancel-ask-late = Отменить час { $when }? До начала осталось мало времени, поэтому вернём { $refund } из { $paid }.
hours-cancel-ask-nothing = Отменить час { $when }? До начала осталось мало времени, поэтому { $paid } не вернутся.
hours-cancel-ask-host = Отменить час { $when }? Клиенту вернётся всё: { $refund }.

hours-timer-client =
    { $minutes ->
        [one] ⏳ <b>Осталась { $minutes } минута</b>
        [few] ⏳ <b>Осталось { $minutes } минуты</b>
       *[other] ⏳ <b>Осталось { $minutes } минут</b>
    }

    Ваш час с поддержкой № { $id } идёт. Пишите сюда, специалист увидит всё. Чат закроется в { $until }.
hours-timer-operator =
    { $minutes ->
        [one] ⏳ <b>Осталась { $minutes } минута</b>
        [few] ⏳ <b>Осталось { $minutes } минуты</b>
       *[other] ⏳ <b>Осталось { $minutes } минут</b>
    }

    Час № { $id } идёт. Нажмите «Я на связи» и пишите сюда, клиент увидит всё. Чат закроется в { $until }.
hours-timer-over = ⌛ <b>Время вышло.</b> Час № { $id } закончен.

hours-news-booked = ✅ Час № { $id } оплачен: { $when }. Напомним перед началом.
hours-news-booked-operator = 📅 Новая запись: час № { $id }, { $when }.
hours-news-expired = Бронь на { $when } снята: оплата не пришла вовремя.
hours-news-tomorrow = 🔔 Завтра ваш час с поддержкой (№ { $id }): { $when }.
hours-news-tomorrow-operator = 🔔 Завтра у вас час № { $id }: { $when }.
hours-news-soon = 🔔 Ваш час с поддержкой (№ { $id }) начнётся через 15 минут: { $when }.
hours-news-soon-operator = 🔔 Через 15 минут начнётся час № { $id }: { $when }.
hours-news-five = ⏰ Осталось 5 минут.
hours-news-done = Час с поддержкой закончен. Спасибо, что были с нами!
hours-news-done-operator = Час № { $id } закончен.
hours-news-missed-you =
    { $minutes ->
        [one] Час № { $id } ({ $when }) пропущен: вас не было { $minutes } минуту после начала.
        [few] Час № { $id } ({ $when }) пропущен: вас не было { $minutes } минуты после начала.
       *[other] Час № { $id } ({ $when }) пропущен: вас не было { $minutes } минут после начала.
    }
hours-news-missed-client =
    { $minutes ->
        [one] Клиент не пришёл на час № { $id } ({ $when }): ждали { $minutes } минуту. Вы свободны.
        [few] Клиент не пришёл на час № { $id } ({ $when }): ждали { $minutes } минуты. Вы свободны.
       *[other] Клиент не пришёл на час № { $id } ({ $when }): ждали { $minutes } минут. Вы свободны.
    }
hours-news-missed-operator = Час № { $id } ({ $when }) не состоялся по нашей вине. Простите.
hours-news-missed-by-you = Час № { $id } ({ $when }) не состоялся: вас не было на связи. Клиенту вернутся деньги.
hours-news-failed = Час № { $id } ({ $when }) не состоялся: мы поздно сообщили о начале. Клиенту вернутся деньги.
hours-news-cancelled-client = Клиент отменил час № { $id }: { $when }.
hours-news-cancelled-operator = Специалист не сможет провести ваш час { $when }. Простите, что так вышло.
hours-news-cancelled-staff = Ваш час { $when } отменён (№ { $id }).
hours-news-cancelled-staff-operator = Час № { $id } отменён администрацией: { $when }.
hours-news-refund = Возвращаем { $refund }.
hours-news-taken-away = Час № { $id } ({ $when }) передан другому оператору.
hours-news-given = 📅 Вам передан час № { $id }: { $when }.

hours-desk =
    <b>Мои часы</b>

    Когда вас можно забронировать ({ $zone }):
hours-desk-empty = Пока никогда. Выберите день недели и добавьте время.
hours-coming = 📋 Записи: { $count }
hours-days-off = 🏖 Выходные
hours-all = 🗂 Часы всех операторов
hours-weekday = <b>{ $day }</b>. Нажмите на время, чтобы убрать его. Уже оплаченные часы останутся.
hours-weekday-empty = <b>{ $day }</b>. В этот день вы не принимаете.
hours-add = ✏️ Вписать время
hours-ask-windows = <b>{ $day }</b>: напишите время, например 9:00-13:00, 14:00-18:30. Пояс: { $zone }.
hours-days-off-title =
    <b>Выходные</b>

    { $count ->
        [0] Отдельных выходных нет. Нажмите на день, в который не работаете.
        [one] { $count } день. Нажмите на него внизу, чтобы вернуть.
        [few] { $count } дня. Нажмите на день внизу, чтобы вернуть.
       *[other] { $count } дней. Нажмите на день внизу, чтобы вернуть.
    }
hours-days-off-kept =
    ⚠️ { $count ->
        [one] На этот день уже есть { $count } оплаченный час, он остаётся.
        [few] На этот день уже есть { $count } оплаченных часа, они остаются.
       *[other] На этот день уже есть { $count } оплаченных часов, они остаются.
    } Если не сможете, отмените или попросите передать.
hours-coming-title =
    <b>Мои записи</b>

    { $count ->
        [0] Пока никого.
       *[other] Впереди: { $count }.
    }
hours-all-title =
    <b>Часы всех операторов</b>

    { $count ->
        [0] Пока никого.
       *[other] Впереди: { $count }.
    }
hours-reassign = 🔁 Передать другому
hours-reassign-title = Кому передать час № { $id } ({ $when })? 🟢 работает в это время, ⚪️ не по расписанию.
hours-reassign-none = Передать час № { $id } некому: в это время ({ $when }) нет свободных операторов.

hours-error-not-offered = Это время больше не предлагается. Выберите другое.
hours-error-taken = Это время только что заняли. Выберите другое.
hours-error-busy = На это время у вас уже есть час.
hours-error-holds = Сначала оплатите или снимите прежние брони.
hours-error-late = Отменить этот час уже нельзя.
hours-error-closed = Чат этого часа закрыт: он открыт только 60 минут, с начала до конца.
hours-error-terms = С тех пор кое-что изменилось. Посмотрите ещё раз, пожалуйста.
hours-error-no-host = Этот человек не проводит часы.
hours-error-span = Не получилось прочитать время. Напишите, например, 9:00-18:00.
hours-error-short = Слишком коротко: окно нужно не меньше часа.
hours-error-windows = Слишком много отрезков на один день: поместится до восьми.
hours-error-day = Этот день выбрать нельзя.

# Кабинет агентства.
agency-home =
    <b>Агентства</b>

    { $count ->
        [0] Пока ни одного.
       *[other] Выберите агентство.
    }
agency-open =
    <b>{ $name }</b>

    Заявки, сеансы и всё, что нужно для работы.
agency-blocked = ⛔️ Агентство заблокировано: { $reason }
agency-shelf-requested = 🆕 Заявки: { $count }
agency-shelf-approved = 💳 Ждут оплаты: { $count }
agency-shelf-paid = ✅ Оплачены: { $count }
agency-shelf-past = 🗂 Прошлые: { $count }
agency-sessions = 📅 Сеансы
agency-sessions-title =
    <b>Сеансы</b>

    { $count ->
        [0] Впереди сеансов нет.
       *[other] Дата, тур, занято мест из всех.
    }
agency-session =
    <b>{ $tour }</b>
    { $days }
    Взрослый { $adult }, ребёнок { $child }
agency-session-private =
    <b>{ $tour }</b>
    { $days }
    Цена за всех: { $adult }
agency-session-open = 🟢 Запись открыта
agency-session-closed = 🔒 Запись закрыта
agency-session-cancelled = ✖️ Отменён
agency-session-completed = 🏁 Прошёл
agency-load =
    Мест { $capacity }, свободно { $free }
    Оплачено { $paid }, ждут оплаты { $approved }, ждут ответа { $requested }
    В листе ожидания { $waiting }
agency-minimum = Группа от { $count }: если оплаченных мест меньше за 72 часа до начала, тур отменится.
agency-csv = 📄 Список, CSV
agency-xlsx = 📊 Список, XLSX
agency-participants = Участники
agency-participants-sent =
    { $count ->
        [one] Участники: { $count } строка.
        [few] Участники: { $count } строки.
       *[other] Участники: { $count } строк.
    }
agency-column-booking = Бронь
agency-column-traveller = Путешественник
agency-column-username = Имя в Telegram
agency-column-name = Участник
agency-column-status = Состояние
agency-column-adults = Взрослых
agency-column-children = Детей
agency-column-wish = Пожелание
agency-status-paid = оплачена
agency-status-approved = ждёт оплаты
agency-message = ✉️ Написать участникам
agency-ask-message = Напишите сообщение. Его получат все, у кого бронь подтверждена или оплачена.
agency-message-sent =
    { $count ->
        [0] Писать пока некому.
        [one] Отправляем { $count } путешественнику.
       *[other] Отправляем { $count } путешественникам.
    }
agency-close = 🔒 Закрыть запись
agency-reopen = 🟢 Открыть запись
agency-cancel = Отменить сеанс
agency-ask-cancel =
    Отменить сеанс { $days }? { $count ->
        [0] Броней на него нет.
        [one] Бронь на { $count } место снимется, деньги вернутся полностью.
        [few] Брони на { $count } места снимутся, деньги вернутся полностью.
       *[other] Брони на { $count } мест снимутся, деньги вернутся полностью.
    }

    Напишите причину, её увидят путешественники, или отмените без неё.
agency-cancel-yes = Отменить без причины

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
agency-money-button = 💰 Деньги
agency-money = <b>Деньги</b> · { $agency }
agency-money-owed = К выплате: <b>{ $sum }</b>
agency-money-minimum = Вывести можно от { $minimum }.
agency-money-owes = Комиссия к оплате: <b>{ $sum }</b>. Деньги за эти туры пришли в вашу кассу Payme.
agency-money-nothing = Пока пусто: деньги появятся, когда закончится первый оплаченный тур.
agency-money-empty = На балансе сейчас пусто.
agency-money-payout =
    Выплата № { $number } · { $sum } на счёт { $account }, { $day }
    { $status }
agency-withdraw = 💸 Вывести { $sum }
agency-take-back = ↩️ Отозвать заявку
agency-receive = ➕ Комиссия пришла, { $currency }
agency-ask-account = Выведем <b>{ $sum }</b>. Пришлите реквизиты одним сообщением: получатель, ИНН, банк и номер счёта из 20 цифр. Сообщение сразу уберём из чата.
agency-ask-received = Сколько пришло? Напишите сумму, например 150 000.
agency-ask-reference = Записываем <b>{ $sum }</b>. По какому документу они пришли? Напишите его номер.
agency-received = Записали: пришло { $sum }.
agency-error-account = Не нашли номера счёта: в нём 20 цифр.
agency-error-account-long = Слишком длинно: уместите реквизиты в { $limit } знаков.
agency-error-received = Это не сумма.
agency-error-reference-known = Этот документ уже записан.
agency-tours = 🌍 Туры
agency-discounts = 🎟 Скидки и промокоды
agency-settings = ⚙️ Об агентстве

agency-statements = 📄 Отчёты по месяцам
agency-statement = <b>Отчёт</b> · { $agency }, { $month }
agency-statement-opening = На начало: { $sum }
agency-statement-closing = На конец: <b>{ $sum }</b>
agency-statement-line = { $name } ({ $count }): { $sum }
agency-line-earned = Завершённые туры
agency-line-own_desk = Пришло в вашу кассу Payme
agency-line-refunded = Возвраты
agency-line-from_own_desk = Вернули из вашей кассы Payme
agency-line-payout = Заявки на выплату
agency-line-payout_returned = Отменённые выплаты
agency-line-commission_paid = Оплата комиссии
agency-line-other = Прочее
agency-statement-nothing = В этом месяце операций не было.
agency-statement-file = ⬇️ { $what }
agency-statement-sent = Отчёт: { $month }
agency-statement-before = На начало месяца
agency-statement-after = На конец месяца
agency-column-at = Дата
agency-column-what = Операция
agency-column-number = Номер
agency-column-tour = Тур
agency-column-commission = Комиссия
agency-column-sum = Сумма

# Брони туров.
bookings-head =
    <b>Бронь № { $number }</b>
    { $tour }
    { $days } · { $party }
bookings-adults =
    { $count ->
        [one] { $count } взрослый
       *[other] { $count } взрослых
    }
bookings-children =
    { $count ->
        [one] { $count } ребёнок
        [few] { $count } ребёнка
       *[other] { $count } детей
    }
bookings-agency = 🏢 { $name }
bookings-traveller = 👤 { $name }
bookings-nobody = аккаунт удалён
bookings-price-base = Места: { $sum }
bookings-price-promotion = { $name }: −{ $sum }
bookings-price-promo = Промокод { $code }: −{ $sum }
bookings-price-total = К оплате: <b>{ $sum }</b>
bookings-price = Цена: <b>{ $sum }</b>
bookings-paid = Оплачено: { $sum }
bookings-refunded = Возвращено: { $sum }
bookings-left =
    { $hours ->
        [0] { $minutes } мин
       *[other] { $minutes ->
            [0] { $hours } ч
           *[other] { $hours } ч { $minutes } мин
        }
    }
bookings-status-requested = ⏳ Ждём ответа агентства, осталось { $left }. Места за вами.
bookings-status-approved = 💳 Агентство подтвердило. Оплатите в течение { $left }.
bookings-status-paying = 💳 Оплата идёт прямо сейчас.
bookings-status-paid = ✅ Оплачено. До встречи!
bookings-status-completed = 🏁 Тур прошёл.
bookings-status-rejected = ✖️ Агентство отказало.
bookings-status-unanswered = ⌛ Агентство не ответило вовремя, места освобождены.
bookings-status-unpaid = ⌛ Бронь не оплачена вовремя, места освобождены.
bookings-status-cancelled = ↩️ Отменена.
bookings-status-refunded = ↩️ Отменена, деньги возвращаются.
bookings-reason = Причина: { $text }
bookings-reason-full = Причина: мест на эти даты больше нет.
bookings-reason-dates = Причина: даты изменились.
bookings-reason-party = Причина: для такой компании тур не подходит.
bookings-names = Едут: { $names }
bookings-wish = Пожелание: { $text }
bookings-contacts = Связь с агентством: { $contacts }
bookings-load = Занято { $taken } из { $capacity }

bookings-who =
    <b>{ $tour }</b>
    { $days }

    Взрослый { $adult }, ребёнок { $child }
    Свободно мест: { $free }
bookings-who-sum = { $party }: <b>{ $sum }</b>
bookings-who-full = Столько свободных мест нет. Можно встать в лист ожидания: как только места появятся, мы их подержим и напишем вам.
bookings-count-adults = Взрослые: { $count }
bookings-count-children = Дети: { $count }
bookings-next = Дальше ›
bookings-summary =
    <b>{ $tour }</b>
    🏢 { $agency }
    { $days } · { $party }
bookings-how =
    Места будут за вами сразу. У агентства { $minutes ->
        [one] { $minutes } минута
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    } на ответ, потом у вас { $hours ->
        [one] { $hours } час
        [few] { $hours } часа
       *[other] { $hours } часов
    } на оплату. До оплаты отмена бесплатна.
bookings-request = ✅ Забронировать за { $sum }
bookings-code = 🎟 У меня есть промокод
bookings-other-code = 🎟 Другой промокод
bookings-ask-code = Напишите промокод.
bookings-ask-names =
    { $count ->
        [one] Напишите имя и фамилию того, кто едет.
       *[other] Напишите имена и фамилии всех, кто едет ({ $count }), каждое с новой строки.
    }

    Не длиннее { $limit } знаков каждое.
bookings-ask-wish = Что передать агентству? До { $limit } знаков.
bookings-sold-out = Эти места только что заняли. Можно встать в лист ожидания или выбрать другие даты.
bookings-wait = 🔔 В лист ожидания
bookings-unwait = Выйти из листа ожидания
bookings-left-list = Вы больше не ждёте мест.
bookings-waiting =
    🔔 <b>Вы в листе ожидания</b>
    { $tour }
    { $days } · { $party }
bookings-waiting-before =
    { $count ->
        [0] Вы первые в очереди. Как только места появятся, мы их подержим и напишем.
        [one] Перед вами { $count } компания. Как только очередь дойдёт, мы подержим места и напишем.
        [few] Перед вами { $count } компании. Как только очередь дойдёт, мы подержим места и напишем.
       *[other] Перед вами { $count } компаний. Как только очередь дойдёт, мы подержим места и напишем.
    }
bookings-offered =
    🔔 <b>Для вас есть места</b>
    { $tour }
    { $days } · { $party }
bookings-offered-until = Мы держим их ещё { $left }. Потом они перейдут следующим в очереди.
bookings-take-offer = ✅ Забронировать
bookings-mine =
    <b>Мои брони</b>

    { $count ->
        [0] Пока ни одной.
       *[other] Всего { $count }.
    }
bookings-open = 🎫 Открыть бронь
bookings-pay = 💳 Оплатить
bookings-receipt = 🧾 Чек
bookings-chat = 💬 Чат группы
bookings-rate = ⭐ Оценить тур
bookings-add-names = 📝 Кто едет
bookings-other-names = 📝 Изменить имена
bookings-add-wish = ✍️ Пожелание агентству
bookings-other-wish = ✍️ Изменить пожелание
bookings-cancel = Отменить бронь
bookings-to-tour = 🌍 К туру
bookings-cancel-free = Отменить бронь № { $number }? Вы ещё ничего не платили.
bookings-cancel-whole = Отменить бронь № { $number }? Вернём всё: { $refund }.
bookings-cancel-part = Отменить бронь № { $number }? Вернём { $refund } из { $paid }.
bookings-cancel-nothing = Отменить бронь № { $number }? До тура осталось мало времени: { $paid } не вернутся.

bookings-shelf-requested =
    <b>Ждут ответа</b>

    { $count ->
        [0] Новых заявок нет.
       *[other] Всего { $count }.
    }
bookings-shelf-approved =
    <b>Ждут оплаты</b>

    { $count ->
        [0] Таких броней нет.
       *[other] Всего { $count }.
    }
bookings-shelf-paid =
    <b>Оплачены</b>

    { $count ->
        [0] Таких броней нет.
       *[other] Всего { $count }.
    }
bookings-shelf-past =
    <b>Завершены и отменены</b>

    { $count ->
        [0] Таких броней нет.
       *[other] Всего { $count }.
    }
bookings-approve = ✅ Подтвердить
bookings-reject = ✖️ Отказать
bookings-call-off = Отменить бронь
bookings-ask-reason = Почему отказываем? Путешественник увидит причину.
bookings-why-full = Мест больше нет
bookings-why-dates = Даты меняются
bookings-why-party = Тур не подходит компании
bookings-why-other = Без причины
bookings-why-words = ✍️ Написать свою
bookings-ask-words = Напишите причину: путешественник её прочитает.
bookings-call-off-paid = Отменить бронь № { $number }? Путешественнику вернётся всё: { $refund }.
bookings-call-off-free = Отменить бронь № { $number }? Она ещё не оплачена.

bookings-news-requested = 🆕 <b>Новая заявка</b>
bookings-news-answer-due = ⏰ <b>Заявка ждёт ответа</b>. Половина времени прошла.
bookings-news-approved = ✅ <b>Агентство подтвердило бронь</b>. Теперь её нужно оплатить.
bookings-news-payment-due = ⏰ <b>Бронь ждёт оплаты</b>. Половина времени прошла, потом места освободятся.
bookings-news-rejected = ✖️ <b>Агентство отказало</b>
bookings-news-unanswered = ⌛ <b>Агентство не ответило вовремя</b>. Места освобождены, платить ничего не нужно.
bookings-news-unpaid = ⌛ <b>Бронь не оплачена вовремя</b>. Места освобождены.
bookings-news-paid = ✅ <b>Бронь оплачена</b>. Контакты агентства теперь в карточке брони.
bookings-news-paid-agency = 💰 <b>Бронь оплачена</b>
bookings-news-cancelled = ↩️ <b>Путешественник отменил бронь</b>
bookings-news-called-off = ↩️ <b>Агентство отменило бронь</b>
bookings-news-session-cancelled = ↩️ <b>Тур не состоится</b>
bookings-news-reversed = ↩️ <b>Деньги за бронь вернулись, бронь снята</b>
bookings-news-reversed-agency = ↩️ <b>Оплата возвращена, бронь снята</b>
bookings-news-tomorrow = 🎒 <b>Тур уже завтра</b>
bookings-news-refund = Возвращаем { $sum }.
bookings-news-lapsed = Места для вас на тур «{ $tour }», { $days }, перешли следующим в очереди.
bookings-news-over = Мест на тур «{ $tour }», { $days }, больше не будет: запись закрыта. Посмотрите другие даты.
bookings-session-few = ⚠️ На тур «{ $tour }», { $days }, оплачено меньше { $minimum } мест. Если группа не наберётся за 72 часа до начала, тур отменится и деньги вернутся.
bookings-session-called-off = ↩️ Тур «{ $tour }», { $days }, отменён: не набралось { $minimum } мест. Деньги возвращаются путешественникам.
bookings-open-session = 📅 Открыть сеанс

bookings-error-text = Напишите это словами.
bookings-error-wish = Пожелание слишком длинное: не больше { $limit } знаков.
bookings-error-reason = Причина пустая или слишком длинная.
bookings-error-not-offered = На эти даты записаться уже нельзя.
bookings-error-not-full = Места есть: ждать не нужно.
bookings-error-party = Такая компания не подходит: нужен хотя бы один взрослый.
bookings-error-names = Имён должно быть столько, сколько мест, каждое с новой строки.
bookings-error-price = Цена изменилась. Посмотрите новую.
bookings-error-price-now = Цена изменилась: теперь { $price }.
bookings-error-code-unknown = Такого промокода нет.
bookings-error-code-time = Этот промокод сейчас не действует.
bookings-error-code-place = Этот промокод для других туров.
bookings-error-code-used = Этот промокод уже закончился.
bookings-error-code-yours = Вы уже использовали этот промокод.
bookings-error-code-minimum = Этот промокод действует от { $sum }.
bookings-error-asked = Вы уже записаны на эти даты.
bookings-error-holds = У вас слишком много броней, которые ждут ответа или оплаты. Оплатите или отмените одну из них.
bookings-error-cooldown = Несколько ваших броней подряд остались без оплаты. Новую можно сделать после { $until }.
bookings-error-moved = Бронь уже в другом состоянии. Откройте её ещё раз.
bookings-error-paying = Бронь прямо сейчас оплачивают. Подождите, пока оплата закончится.
bookings-error-begun = Тур уже начался.
bookings-error-terms = Условия изменились. Посмотрите ещё раз.

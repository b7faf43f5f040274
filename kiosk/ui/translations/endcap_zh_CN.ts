<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Age</name>
    <message>
        <source>%1 s ago</source>
        <translation>%1 秒前</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>%1 分钟前</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>%1 小时前</translation>
    </message>
    <message>
        <source>%1 days ago</source>
        <translation>%1 天前</translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message>
        <source>Since %1 (%2)</source>
        <translation>自 %1 起（%2）</translation>
    </message>
    <message>
        <source>Too many readings arrive</source>
        <translation>读数过多</translation>
    </message>
    <message>
        <source>The oldest readings were left out, no event was. On the page Devices, find the plate with the most readings a second, and have it send fewer.</source>
        <translation>已略去最早的读数，事件没有丢失。请在“秤盘”页找出每秒读数最多的秤盘，并降低其发送频率。</translation>
    </message>
    <message>
        <source>Events cannot be written down</source>
        <translation>事件无法写入</translation>
    </message>
    <message>
        <source>The disk of the bridge is full, locked or broken. Events wait in its memory; should it stop now, they may be lost. Free space on that disk, or have it replaced.</source>
        <translation>网关的磁盘已满、只读或损坏。事件暂存在内存中；如果此时停机，这些事件可能丢失。请清理磁盘空间，或请人更换磁盘。</translation>
    </message>
    <message>
        <source>Events cannot be told</source>
        <translation>事件无法送达</translation>
    </message>
    <message>
        <source>The bridge cannot read what it wrote down, so nothing taken or put is heard here. Have its disk replaced.</source>
        <translation>网关无法读取已写入的事件，因此这里收不到任何取放消息。请安排更换磁盘。</translation>
    </message>
    <message>
        <source>The bridge says that something is wrong</source>
        <translation>网关报告出现问题</translation>
    </message>
</context>
<context>
    <name>AttractPage</name>
    <message>
        <source>Staff</source>
        <translation>店员</translation>
    </message>
    <message>
        <source>Lift any product</source>
        <translation>拿起任意商品</translation>
    </message>
    <message>
        <source>See its price, where it stands, how many are left and what goes well with it.</source>
        <translation>即可查看价格、位置、余量和搭配推荐。</translation>
    </message>
    <message>
        <source>Browse departments</source>
        <translation>浏览分类</translation>
    </message>
    <message>
        <source>Search the store</source>
        <translation>搜索商品</translation>
    </message>
</context>
<context>
    <name>Audit</name>
    <message>
        <source>Kiosk</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>taken over from %1</source>
        <translation>从%1接手</translation>
    </message>
    <message>
        <source>%1 g</source>
        <translation>%1 克</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Wrong PIN</source>
        <translation>密码错误</translation>
    </message>
    <message>
        <source>Too many wrong PINs: locked</source>
        <translation>密码多次错误，已锁定</translation>
    </message>
    <message>
        <source>Took a task</source>
        <translation>领取任务</translation>
    </message>
    <message>
        <source>Gave a task back</source>
        <translation>交还任务</translation>
    </message>
    <message>
        <source>Put goods on the shelf</source>
        <translation>放上商品</translation>
    </message>
    <message>
        <source>Took goods off the shelf</source>
        <translation>取下商品</translation>
    </message>
    <message>
        <source>Scanned another product</source>
        <translation>扫描了别的商品</translation>
    </message>
    <message>
        <source>Went to another slot</source>
        <translation>放到了别的货位</translation>
    </message>
    <message>
        <source>Restocked, confirmed by weight</source>
        <translation>补货完成，称重已确认</translation>
    </message>
    <message>
        <source>Restocked, not confirmed</source>
        <translation>补货完成，未经确认</translation>
    </message>
    <message>
        <source>Goods put without a task</source>
        <translation>无任务补货</translation>
    </message>
    <message>
        <source>Looked after a silent slot</source>
        <translation>处理了无信号货位</translation>
    </message>
    <message>
        <source>Asked for the previous model</source>
        <translation>要求退回上一个模型</translation>
    </message>
    <message>
        <source>Went back to the previous model</source>
        <translation>恢复到上一个模型</translation>
    </message>
    <message>
        <source>Update installed</source>
        <translation>更新已安装</translation>
    </message>
    <message>
        <source>Update refused</source>
        <translation>更新被拒绝</translation>
    </message>
    <message>
        <source>Opened teach-in</source>
        <translation>开启了设备接入</translation>
    </message>
    <message>
        <source>Adopted a device</source>
        <translation>接入了设备</translation>
    </message>
    <message>
        <source>Forgot a device</source>
        <translation>移除了设备</translation>
    </message>
    <message>
        <source>Set a plate to zero</source>
        <translation>将秤盘归零</translation>
    </message>
    <message>
        <source>Calibrated a plate</source>
        <translation>校准了秤盘</translation>
    </message>
    <message>
        <source>Checked a plate</source>
        <translation>检验了秤盘</translation>
    </message>
    <message>
        <source>Counted a slot</source>
        <translation>清点了货位</translation>
    </message>
    <message>
        <source>Bound a slot to a product</source>
        <translation>更换了货位商品</translation>
    </message>
    <message>
        <source>Asked for a sync</source>
        <translation>请求同步</translation>
    </message>
    <message>
        <source>Staff member added</source>
        <translation>添加员工</translation>
    </message>
    <message>
        <source>Staff member removed</source>
        <translation>移除员工</translation>
    </message>
</context>
<context>
    <name>Browse</name>
    <message numerus="yes">
        <source>%Ln products</source>
        <translation>
            <numerusform>%Ln 件商品</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BrowsePage</name>
    <message>
        <source>Departments</source>
        <translation>商品分类</translation>
    </message>
    <message>
        <source>Nothing here right now</source>
        <translation>此处暂无商品</translation>
    </message>
    <message>
        <source>The products are being loaded, or this part of the store is empty.</source>
        <translation>商品正在载入，或此分类暂无商品。</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Weight unknown</source>
        <translation>重量未知</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排比较</translation>
    </message>
    <message>
        <source>The two products you hold. Put one back to see the other alone.</source>
        <translation>您手中的两件商品。放回一件，即可单独查看另一件。</translation>
    </message>
    <message>
        <source>Per 100 g</source>
        <translation>每100克</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>On the shelf</source>
        <translation>货架存量</translation>
    </message>
</context>
<context>
    <name>CompareSide</name>
    <message>
        <source>Lower price</source>
        <translation>价格更低</translation>
    </message>
</context>
<context>
    <name>ConsentPage</name>
    <message>
        <source>Your loyalty card</source>
        <translation>您的会员卡</translation>
    </message>
    <message>
        <source>Not possible right now</source>
        <translation>暂时无法使用</translation>
    </message>
    <message>
        <source>May this kiosk remember you?</source>
        <translation>可以让这台设备记住您吗？</translation>
    </message>
    <message>
        <source>What this kiosk remembers cannot be read or kept at the moment. Everything else works without your card.</source>
        <translation>目前无法读取或保存会员记录。不用会员卡，其他功能照常使用。</translation>
    </message>
    <message>
        <source>Kept is what you take from the smart shelves after showing your card, and what you choose to tell about your taste, so that suggestions suit you.</source>
        <translation>出示会员卡后，您从智能货架上拿走的商品，以及您愿意告诉我们的口味，会被记下，好让推荐更合您的口味。</translation>
    </message>
    <message>
        <source>It stays on this kiosk, encrypted, and is sent to nobody. Your card number is not kept.</source>
        <translation>记录加密保存，只留在这台设备上，不会发给任何人。不保存您的卡号。</translation>
    </message>
    <message>
        <source>You can see, correct and delete it here at any time. It deletes itself after %1 without a visit.</source>
        <translation>您随时可以在这里查看、更正和删除。%1没有再来，记录会自动删除。</translation>
    </message>
    <message>
        <source>Yes, remember me here</source>
        <translation>好，请在这里记住我</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>No, go on without</source>
        <translation>不用了，直接继续</translation>
    </message>
</context>
<context>
    <name>Devices</name>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Says %1</source>
        <translation>报告：%1</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>Front</source>
        <translation>前</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后</translation>
    </message>
    <message>
        <source>Well</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Dead: not counted</source>
        <translation>已失灵：不计数</translation>
    </message>
    <message>
        <source>Overloaded: not counted</source>
        <translation>超载：不计数</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>无信号</translation>
    </message>
    <message>
        <source>Never heard</source>
        <translation>从未收到信号</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>每秒 %1 次</translation>
    </message>
    <message>
        <source>noise %1 g</source>
        <translation>噪声 %1 克</translation>
    </message>
    <message>
        <source>drift %1 g</source>
        <translation>漂移 %1 克</translation>
    </message>
    <message>
        <source>Count exact with %1 %</source>
        <translation>数量准确的把握 %1%</translation>
    </message>
    <message>
        <source>The plate names its slot itself</source>
        <translation>秤盘自报货位</translation>
    </message>
    <message>
        <source>%1 g</source>
        <translation>%1 克</translation>
    </message>
    <message>
        <source>Count unknown</source>
        <translation>数量未知</translation>
    </message>
    <message>
        <source>About %1 here</source>
        <translation>约 %1 件</translation>
    </message>
    <message>
        <source>%1 here</source>
        <translation>%1 件</translation>
    </message>
    <message>
        <source>The bridge did not answer. Is it running? Try again.</source>
        <translation>网关没有应答。请确认它在运行，然后重试。</translation>
    </message>
    <message>
        <source>No connection to the broker. Nothing was changed; try again later.</source>
        <translation>未连接消息服务。未作任何更改，请稍后重试。</translation>
    </message>
    <message>
        <source>This device is no longer heard. Choose it again.</source>
        <translation>这台设备已没有信号。请重新选择。</translation>
    </message>
    <message>
        <source>No adopted device lies here.</source>
        <translation>这里没有已接入的设备。</translation>
    </message>
    <message>
        <source>This slot is no longer in the plan.</source>
        <translation>陈列计划中已没有这个货位。</translation>
    </message>
    <message>
        <source>A cell&apos;s name has small letters, digits and hyphens only.</source>
        <translation>传感器名称只能用小写字母、数字和连字符。</translation>
    </message>
    <message>
        <source>The known weight must be from 10 g to 50 kg.</source>
        <translation>已知重量须在 10 克到 50 公斤之间。</translation>
    </message>
    <message>
        <source>Count from 0 to 10,000 pieces.</source>
        <translation>件数须在 0 到 10,000 之间。</translation>
    </message>
    <message>
        <source>This product is not in the catalog.</source>
        <translation>商品目录中没有这件商品。</translation>
    </message>
    <message>
        <source>Adopted. Now calibrate: begin with zero.</source>
        <translation>已接入。现在校准：先归零。</translation>
    </message>
    <message>
        <source>Forgotten.</source>
        <translation>已移除。</translation>
    </message>
    <message>
        <source>The count is kept.</source>
        <translation>数量已记录。</translation>
    </message>
    <message>
        <source>The slot holds this product from now on.</source>
        <translation>此货位从现在起放这件商品。</translation>
    </message>
    <message>
        <source>Zero is set. Put the reference weight on.</source>
        <translation>已归零。请放上标准砝码。</translation>
    </message>
    <message>
        <source>Calibrated. Check it with a known weight.</source>
        <translation>已校准。请用已知重量检验。</translation>
    </message>
    <message>
        <source>Waiting for the bridge…</source>
        <translation>正在等待网关…</translation>
    </message>
    <message>
        <source>It reads %1 g, %2 g off: right.</source>
        <translation>读数 %1 克，相差 %2 克：正确。</translation>
    </message>
    <message>
        <source>Teach-in is closed. Open it, then adopt within 60 s.</source>
        <translation>设备接入已关闭。请先开启，并在 60 秒内接入。</translation>
    </message>
    <message>
        <source>This device has not spoken yet. Check its power and wait.</source>
        <translation>这台设备还没有信号。请检查电源并稍候。</translation>
    </message>
    <message>
        <source>The plate does not rest. Let go of it and try again.</source>
        <translation>秤盘不稳定。请松手后重试。</translation>
    </message>
    <message>
        <source>The plate was not heard for long enough. Wait a moment and try again.</source>
        <translation>收到的读数还不够。请稍候再试。</translation>
    </message>
    <message>
        <source>The weight is not seen. Is it on this plate?</source>
        <translation>没有测到重量。是否放在这个秤盘上？</translation>
    </message>
    <message>
        <source>The reading is wrong. Calibrate again, from zero.</source>
        <translation>读数不对。请从归零开始重新校准。</translation>
    </message>
    <message>
        <source>Another device lies there. Forget that one first, or give this cell another name.</source>
        <translation>那里已有另一台设备。请先移除它，或给这个传感器另取名称。</translation>
    </message>
    <message>
        <source>Nothing is heard from this slot. Adopt a device for it.</source>
        <translation>此货位没有信号。请为它接入设备。</translation>
    </message>
</context>
<context>
    <name>Diet</name>
    <message>
        <source>Meat and poultry</source>
        <translation>肉类与禽类</translation>
    </message>
    <message>
        <source>Pork</source>
        <translation>猪肉</translation>
    </message>
    <message>
        <source>Fish and seafood</source>
        <translation>鱼与海鲜</translation>
    </message>
    <message>
        <source>Alcohol</source>
        <translation>酒类</translation>
    </message>
    <message>
        <source>Dairy</source>
        <translation>乳制品</translation>
    </message>
    <message>
        <source>Eggs</source>
        <translation>蛋类</translation>
    </message>
    <message>
        <source>%1 left out</source>
        <translation>已排除%1类</translation>
    </message>
    <message>
        <source>Contains: %1</source>
        <translation>含%1</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>ForgottenPage</name>
    <message>
        <source>Everything is deleted</source>
        <translation>已全部删除</translation>
    </message>
    <message>
        <source>This kiosk no longer knows anything about you.</source>
        <translation>这台设备不再保存您的任何信息。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>Never heard</source>
        <translation>从未收到信号</translation>
    </message>
    <message>
        <source>Heard %1</source>
        <translation>%1有信号</translation>
    </message>
    <message numerus="yes">
        <source>%n slots</source>
        <translation>
            <numerusform>%n 个货位</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n silent</source>
        <translation>
            <numerusform>%n 个无信号</numerusform>
        </translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>Asleep</source>
        <translation>休眠</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>失联</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Never reached so far</source>
        <translation>尚未联系上</translation>
    </message>
    <message>
        <source>Shelves and scanners are heard</source>
        <translation>货架和扫码枪信号正常</translation>
    </message>
    <message>
        <source>Connected to the broker</source>
        <translation>已连接消息服务</translation>
    </message>
    <message>
        <source>Shelves and scanners cannot be heard</source>
        <translation>收不到货架和扫码枪的信号</translation>
    </message>
    <message>
        <source>No connection to the broker. Counts are not shown as fresh.</source>
        <translation>未连接消息服务，库存数不再视为最新。</translation>
    </message>
    <message numerus="yes">
        <source>%n messages could not be read</source>
        <translation>
            <numerusform>%n 条消息无法识别</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n events were missed</source>
        <translation>
            <numerusform>漏收 %n 条事件</numerusform>
        </translation>
    </message>
    <message>
        <source>Every message was read, none was missed</source>
        <translation>消息全部收到，没有遗漏</translation>
    </message>
    <message>
        <source>Last contact %1</source>
        <translation>上次连接：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n events wait to be sent</source>
        <translation>
            <numerusform>还有 %n 条记录待发送</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything has been sent</source>
        <translation>记录已全部发送</translation>
    </message>
    <message>
        <source>Syncing…</source>
        <translation>同步中…</translation>
    </message>
    <message>
        <source>Headquarters not reached</source>
        <translation>无法连接总部</translation>
    </message>
    <message>
        <source>No contact yet</source>
        <translation>尚未连接</translation>
    </message>
    <message>
        <source>In touch with headquarters</source>
        <translation>与总部连接正常</translation>
    </message>
</context>
<context>
    <name>IdleSheet</name>
    <message>
        <source>Are you still here?</source>
        <translation>您还在吗？</translation>
    </message>
    <message>
        <source>Then this screen forgets what you looked at.</source>
        <translation>倒计时结束后，本屏将清除您的浏览记录。</translation>
    </message>
    <message>
        <source>I am still here</source>
        <translation>我还在</translation>
    </message>
    <message>
        <source>I am done</source>
        <translation>我看完了</translation>
    </message>
</context>
<context>
    <name>Interests</name>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Not me</source>
        <translation>不是我</translation>
    </message>
    <message>
        <source>You try new things</source>
        <translation>您喜欢尝试新品</translation>
    </message>
    <message>
        <source>Less of: %1</source>
        <translation>少一些：%1</translation>
    </message>
    <message>
        <source>Picked up %1 times, about every %2 days</source>
        <translation>选购过 %1 次，大约每 %2 天一次</translation>
    </message>
    <message>
        <source>Several of a kind: picked up %1 times, %2 different products</source>
        <translation>同类商品：选购过 %1 次，共 %2 种</translation>
    </message>
    <message>
        <source>Of what you picked up on your last %2 shopping visits, %1% was new to you</source>
        <translation>最近 %2 次选购的商品中，%1% 是您第一次选购</translation>
    </message>
    <message>
        <source>You said this</source>
        <translation>您这样说过</translation>
    </message>
    <message>
        <source>You said this. No match was found in this store.</source>
        <translation>您这样说过。在本店没有找到匹配的商品。</translation>
    </message>
    <message>
        <source>You said this. More like: %1</source>
        <translation>您这样说过。多推荐：%1</translation>
    </message>
    <message>
        <source>You said this. Fewer like: %1</source>
        <translation>您这样说过。少推荐：%1</translation>
    </message>
    <message>
        <source>Picked up once</source>
        <translation>选购过一次</translation>
    </message>
    <message>
        <source>Picked up %1 times</source>
        <translation>选购过 %1 次</translation>
    </message>
    <message>
        <source>last %1 days ago</source>
        <translation>上次在 %1 天前</translation>
    </message>
    <message>
        <source>on %1 of your last %2 visits</source>
        <translation>最近 %2 次来店中有 %1 次</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>%1 months</source>
        <translation>%1 个月</translation>
    </message>
    <message>
        <source>Nothing is known yet: you agreed on %2.</source>
        <translation>还没有记录，您于 %2同意。</translation>
    </message>
    <message>
        <source>From one visit, on %2.</source>
        <translation>来店一次（%2）。</translation>
    </message>
    <message>
        <source>From %1 visits since %2.</source>
        <translation>自 %2以来来店 %1 次。</translation>
    </message>
    <message>
        <source>Kept on this kiosk only, encrypted.</source>
        <translation>加密保存，只在这台设备上。</translation>
    </message>
    <message>
        <source>And %1 more products that you picked up longer ago.</source>
        <translation>还有 %1 种更早选购的商品。</translation>
    </message>
</context>
<context>
    <name>InterestsPage</name>
    <message>
        <source>Your interests</source>
        <translation>您的兴趣</translation>
    </message>
    <message>
        <source>That could not be done right now. Please try again, or tell a member of staff.</source>
        <translation>暂时无法完成。请再试一次，或告诉店员。</translation>
    </message>
    <message>
        <source>What is known</source>
        <translation>已知内容</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>再次选购</translation>
    </message>
    <message>
        <source>New to you</source>
        <translation>为您发现</translation>
    </message>
    <message>
        <source>Nothing to suggest yet</source>
        <translation>暂时没有推荐</translation>
    </message>
    <message>
        <source>Nothing is known yet</source>
        <translation>还没有记录</translation>
    </message>
    <message>
        <source>Take something from a smart shelf: it is kept when you leave, and shown here the next time.</source>
        <translation>从智能货架上拿走商品后，离开时会记下，下次在这里显示。</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <translation>全部删除</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Delete everything about you?</source>
        <translation>要删除您的全部记录吗？</translation>
    </message>
    <message>
        <source>Your visits, your words and your corrections are erased from this kiosk for good. Your loyalty card goes on working elsewhere.</source>
        <translation>您的来店记录、您说过的话和更正将从这台设备上永久清除。会员卡在别处照常使用。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Erase</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
</context>
<context>
    <name>LeaveOut</name>
    <message>
        <source>Leave out of suggestions</source>
        <translation>推荐中不要</translation>
    </message>
    <message>
        <source>Goes by the kind of product, not by its ingredients: read the label for allergens.</source>
        <translation>仅按商品种类判断，并非配料表：过敏原请看包装标签。</translation>
    </message>
</context>
<context>
    <name>MemberBar</name>
    <message>
        <source>Your interests</source>
        <translation>您的兴趣</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>With your card</source>
        <translation>已出示会员卡</translation>
    </message>
</context>
<context>
    <name>NavBar</name>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>大字</translation>
    </message>
</context>
<context>
    <name>NotSoldPage</name>
    <message>
        <source>We do not sell this one</source>
        <translation>本店不售此商品</translation>
    </message>
    <message>
        <source>Code %1 is not among this store&apos;s products.</source>
        <translation>本店商品中没有条码 %1。</translation>
    </message>
    <message>
        <source>This code is not among this store&apos;s products.</source>
        <translation>这个条码不在本店商品之中。</translation>
    </message>
    <message>
        <source>Search by name</source>
        <translation>按名称搜索</translation>
    </message>
    <message>
        <source>Browse departments</source>
        <translation>浏览分类</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Shelves and scanner cannot be heard right now.</source>
        <translation>货架与扫码器暂时无法连接。</translation>
    </message>
    <message>
        <source>A shelf is not answering; its counts are unknown.</source>
        <translation>有货架没有响应，其数量未知。</translation>
    </message>
    <message>
        <source>Products are being loaded again. One moment.</source>
        <translation>商品正在重新载入，请稍候。</translation>
    </message>
    <message>
        <source>Suggestions are not available right now.</source>
        <translation>暂时无法提供推荐。</translation>
    </message>
    <message>
        <source>Storage is full. Please tell a member of staff.</source>
        <translation>存储空间已满，请告知店员。</translation>
    </message>
</context>
<context>
    <name>Points</name>
    <message>
        <source>From a customer&apos;s review</source>
        <translation>摘自顾客评价</translation>
    </message>
    <message>
        <source>From the description</source>
        <translation>摘自商品介绍</translation>
    </message>
    <message>
        <source>From the description and from reviews</source>
        <translation>摘自商品介绍与顾客评价</translation>
    </message>
    <message>
        <source>From customers&apos; reviews</source>
        <translation>摘自顾客评价</translation>
    </message>
</context>
<context>
    <name>Price</name>
    <message>
        <source>Save %1</source>
        <translation>省 %1</translation>
    </message>
    <message>
        <source>This week&apos;s pick</source>
        <translation>本周推荐</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>%1止</translation>
    </message>
    <message>
        <source>%1 per 100 g</source>
        <translation>每100克 %1</translation>
    </message>
</context>
<context>
    <name>PriceTag</name>
    <message>
        <source>Before: %1</source>
        <translation>原价：%1</translation>
    </message>
</context>
<context>
    <name>Product</name>
    <message>
        <source>No. %1</source>
        <translation>编号 %1</translation>
    </message>
</context>
<context>
    <name>ProductCard</name>
    <message>
        <source>None left</source>
        <translation>已空</translation>
    </message>
</context>
<context>
    <name>ProductPage</name>
    <message>
        <source>In your hand</source>
        <translation>您手中</translation>
    </message>
    <message>
        <source>Store brand</source>
        <translation>自有品牌</translation>
    </message>
    <message>
        <source>Compare what you hold</source>
        <translation>比较手中商品</translation>
    </message>
</context>
<context>
    <name>Reason</name>
    <message>
        <source>You said: %1</source>
        <translation>您说过：%1</translation>
    </message>
    <message>
        <source>this one</source>
        <translation>本品</translation>
    </message>
    <message>
        <source>Similar to what you looked at</source>
        <translation>与您看过的商品相似</translation>
    </message>
    <message>
        <source>Similar to %1</source>
        <translation>与%1相似</translation>
    </message>
    <message>
        <source>New: no purchases known yet</source>
        <translation>新品：暂无购买记录</translation>
    </message>
    <message>
        <source>New here, much like %1</source>
        <translation>本店新品，与%1相近</translation>
    </message>
    <message>
        <source>Often bought together</source>
        <translation>常被一起购买</translation>
    </message>
    <message>
        <source>In %1 of %2 baskets with %3</source>
        <translation>买%3的%2个购物篮中，%1个也有它</translation>
    </message>
    <message>
        <source>Often bought with %1</source>
        <translation>常与%1一起买</translation>
    </message>
    <message>
        <source>Sometimes bought with %1</source>
        <translation>有时与%1一起买</translation>
    </message>
    <message>
        <source>In %1% of baskets with %2</source>
        <translation>买%2的购物篮中，%1%也有它</translation>
    </message>
    <message>
        <source>You pick it up about every %1 days</source>
        <translation>您大约每 %1 天选购一次</translation>
    </message>
    <message>
        <source>You have picked it up %1 times</source>
        <translation>您选购过 %1 次</translation>
    </message>
    <message>
        <source>You have picked it up before</source>
        <translation>您以前选购过</translation>
    </message>
    <message>
        <source>Popular in our stores</source>
        <translation>各门店热销</translation>
    </message>
    <message>
        <source>Popular in this store</source>
        <translation>本店热销</translation>
    </message>
    <message>
        <source>In %1 baskets across our stores</source>
        <translation>各门店共%1个购物篮买过</translation>
    </message>
    <message>
        <source>Bought here in %1 baskets</source>
        <translation>本店有%1个购物篮买过</translation>
    </message>
    <message>
        <source>Popular here: in %1 baskets</source>
        <translation>本店热销：出现在 %1 个购物篮中</translation>
    </message>
</context>
<context>
    <name>Restock</name>
    <message>
        <source>Empty</source>
        <translation>已空</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>偏少</translation>
    </message>
    <message>
        <source>Go and look</source>
        <translation>请查看</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>%1 sold a day</source>
        <translation>日销 %1 件</translation>
    </message>
    <message>
        <source>About %1 days left</source>
        <translation>约 %1 天后售空</translation>
    </message>
    <message>
        <source>Under an hour left</source>
        <translation>1 小时内售空</translation>
    </message>
    <message>
        <source>About %1 h left</source>
        <translation>约 %1 小时后售空</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>/ %1</translation>
    </message>
    <message numerus="yes">
        <source>%n slots need goods</source>
        <translation>
            <numerusform>%n 个货位需要补货</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n empty</source>
        <translation>
            <numerusform>%n 个已空</numerusform>
        </translation>
    </message>
    <message>
        <source>Continue with %1</source>
        <translation>继续：%1</translation>
    </message>
    <message>
        <source>Start with %1</source>
        <translation>开始：%1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>No recent sales</source>
        <translation>近期无销售</translation>
    </message>
    <message>
        <source>Count and fill</source>
        <translation>清点并补满</translation>
    </message>
    <message numerus="yes">
        <source>Bring %n</source>
        <translation>
            <numerusform>补 %n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search the store</source>
        <translation>搜索商品</translation>
    </message>
    <message>
        <source>Name, pinyin or code</source>
        <translation>名称、拼音或条码</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>找到 %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>What are you looking for?</source>
        <translation>您想找什么？</translation>
    </message>
    <message>
        <source>Nothing found for “%1”</source>
        <translation>没有找到“%1”</translation>
    </message>
    <message>
        <source>Type a name in English or Chinese, pinyin or its first letters, or scan a code.</source>
        <translation>输入中英文名称、拼音或拼音首字母，也可扫描条码。</translation>
    </message>
    <message>
        <source>Try fewer letters, or browse the departments.</source>
        <translation>请减少输入的字母，或浏览商品分类。</translation>
    </message>
</context>
<context>
    <name>SellingPoints</name>
    <message>
        <source>What speaks for it</source>
        <translation>商品亮点</translation>
    </message>
</context>
<context>
    <name>Simulator</name>
    <message>
        <source>Scanned %1</source>
        <translation>已扫描 %1</translation>
    </message>
    <message>
        <source>%1 was not scanned: the broker is away</source>
        <translation>%1 未扫描：消息服务未连接</translation>
    </message>
    <message>
        <source>The simulated store has stopped: %1</source>
        <translation>模拟门店已停止：%1</translation>
    </message>
    <message>
        <source>Endcap shelf simulator</source>
        <translation>Endcap 货架模拟器</translation>
    </message>
    <message>
        <source>Simulated shelves</source>
        <translation>模拟货架</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>No broker, trying again</source>
        <translation>消息服务未连接，正在重试</translation>
    </message>
    <message>
        <source>Restock brings</source>
        <translation>每次补货</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>补满</translation>
    </message>
</context>
<context>
    <name>SimulatorHand</name>
    <message>
        <source>Touch the slot where it goes</source>
        <translation>请点选要放入的货位</translation>
    </message>
    <message>
        <source>In the hand</source>
        <translation>手中</translation>
    </message>
    <message>
        <source>Touch a product on a shelf to lift it.</source>
        <translation>点按货架上的商品即可拿起。</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>放回 %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>放到别处</translation>
    </message>
</context>
<context>
    <name>SimulatorScanner</name>
    <message>
        <source>Scanner</source>
        <translation>扫码枪</translation>
    </message>
    <message>
        <source>Type a code</source>
        <translation>输入条码</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>Loyalty card</source>
        <translation>会员卡</translation>
    </message>
    <message>
        <source>Or find a product</source>
        <translation>或查找商品</translation>
    </message>
    <message>
        <source>No product is called that.</source>
        <translation>没有这样的商品。</translation>
    </message>
</context>
<context>
    <name>SimulatorShelf</name>
    <message>
        <source>Switched off</source>
        <translation>已断电</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>断电</translation>
    </message>
</context>
<context>
    <name>SimulatorSlot</name>
    <message>
        <source>Fill</source>
        <translation>补满</translation>
    </message>
</context>
<context>
    <name>StaffAuditPage</name>
    <message>
        <source>Nothing has been written yet</source>
        <translation>暂无记录</translation>
    </message>
    <message>
        <source>Every change that staff make stands here, with who made it and when.</source>
        <translation>员工的每次操作都会记在这里，包括操作人和时间。</translation>
    </message>
</context>
<context>
    <name>StaffCellName</name>
    <message>
        <source>Which cell of %1 is it?</source>
        <translation>它是 %1 的哪个传感器？</translation>
    </message>
    <message>
        <source>Cells under one plate are added up; each needs a name of its own.</source>
        <translation>同一秤盘下的传感器会相加；每个都要有自己的名称。</translation>
    </message>
    <message>
        <source>The only one</source>
        <translation>唯一的一个</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>Front</source>
        <translation>前</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后</translation>
    </message>
    <message>
        <source>Another name</source>
        <translation>其他名称</translation>
    </message>
    <message>
        <source>Letters, digits and hyphens</source>
        <translation>字母、数字和连字符</translation>
    </message>
    <message>
        <source>Use this name</source>
        <translation>使用这个名称</translation>
    </message>
    <message>
        <source>Choose another slot</source>
        <translation>选择其他货位</translation>
    </message>
</context>
<context>
    <name>StaffCount</name>
    <message>
        <source>of %1 pieces</source>
        <translation>/ %1 件</translation>
    </message>
</context>
<context>
    <name>StaffDevicesPage</name>
    <message>
        <source>Teach-in is open: %1 s</source>
        <translation>设备接入已开启：%1 秒</translation>
    </message>
    <message>
        <source>Open teach-in for 60 s</source>
        <translation>开启设备接入 60 秒</translation>
    </message>
    <message>
        <source>Not adopted</source>
        <translation>未接入</translation>
    </message>
    <message>
        <source>Touch the slot of %1</source>
        <translation>请点按 %1 的货位</translation>
    </message>
    <message>
        <source>No new device is heard</source>
        <translation>没有发现新设备</translation>
    </message>
    <message>
        <source>Power it and let it reach the broker; it appears here by itself.</source>
        <translation>接通电源并连上消息服务器，它会自动出现在这里。</translation>
    </message>
    <message>
        <source>Forget this device?</source>
        <translation>移除这台设备？</translation>
    </message>
    <message>
        <source>Its slot is no longer counted until a device is adopted for it again.</source>
        <translation>在重新接入设备之前，它的货位不再计数。</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>StaffFrame</name>
    <message>
        <source>Restock</source>
        <translation>补货</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>秤盘</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>StaffHealthPage</name>
    <message>
        <source>Syncing…</source>
        <translation>同步中…</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Since the kiosk was started</source>
        <translation>自本机启动以来</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>No device has been heard yet</source>
        <translation>尚未收到任何设备的信号</translation>
    </message>
    <message>
        <source>Shelves and scanners appear here as soon as they speak.</source>
        <translation>货架和扫码枪一有信号就会显示在这里。</translation>
    </message>
</context>
<context>
    <name>StaffPinPage</name>
    <message>
        <source>Too many wrong PINs</source>
        <translation>密码错误次数过多</translation>
    </message>
    <message>
        <source>Staff PIN</source>
        <translation>员工密码</translation>
    </message>
    <message>
        <source>Wait, then try again. The lock also holds after a restart.</source>
        <translation>请稍候再试。重启后锁定仍然有效。</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在核对…</translation>
    </message>
    <message>
        <source>That PIN is not right. Try again.</source>
        <translation>密码不正确，请重试。</translation>
    </message>
    <message>
        <source>Enter your PIN.</source>
        <translation>请输入密码。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
</context>
<context>
    <name>StaffRestockPage</name>
    <message>
        <source>All shelves are full</source>
        <translation>货架全部满货</translation>
    </message>
    <message>
        <source>Nothing to restock now. New tasks appear here by themselves.</source>
        <translation>目前无需补货，新任务会自动出现在这里。</translation>
    </message>
</context>
<context>
    <name>StaffSlotSetup</name>
    <message>
        <source>Zero: empty the plate</source>
        <translation>归零：清空秤盘</translation>
    </message>
    <message>
        <source>Take everything off, wait until the reading rests, then set zero. This is also the tare.</source>
        <translation>取下所有物品，等读数稳定后归零。去皮也用这一步。</translation>
    </message>
    <message>
        <source>Reference: a known weight</source>
        <translation>标准：已知重量</translation>
    </message>
    <message>
        <source>Put a weight that you know on the plate, type its grams, then calibrate.</source>
        <translation>将已知重量放在秤盘上，输入克数，然后校准。</translation>
    </message>
    <message>
        <source>Check: another known weight</source>
        <translation>检验：另一个已知重量</translation>
    </message>
    <message>
        <source>Put something else that you know on the plate, type its grams, then check.</source>
        <translation>放上另一件已知重量的物品，输入克数，然后检验。</translation>
    </message>
    <message>
        <source>Set zero</source>
        <translation>归零</translation>
    </message>
    <message>
        <source>Calibrate with %1 g</source>
        <translation>用 %1 克校准</translation>
    </message>
    <message>
        <source>Check with %1 g</source>
        <translation>用 %1 克检验</translation>
    </message>
    <message>
        <source>Start again from zero</source>
        <translation>从归零重新开始</translation>
    </message>
    <message>
        <source>I counted %1 pieces</source>
        <translation>我清点了 %1 件</translation>
    </message>
    <message>
        <source>Another product here? Scan it.</source>
        <translation>这里换了商品？请扫描。</translation>
    </message>
    <message>
        <source>As headquarters planned it</source>
        <translation>与总部计划一致</translation>
    </message>
    <message>
        <source>Planned: %1</source>
        <translation>计划：%1</translation>
    </message>
    <message>
        <source>Bind the slot to it</source>
        <translation>将货位换为此商品</translation>
    </message>
    <message>
        <source>Back to the plan</source>
        <translation>恢复总部计划</translation>
    </message>
    <message>
        <source>Forget this device</source>
        <translation>移除这台设备</translation>
    </message>
    <message>
        <source>All devices</source>
        <translation>所有设备</translation>
    </message>
</context>
<context>
    <name>StaffTaskPage</name>
    <message>
        <source>This task is done</source>
        <translation>任务已完成</translation>
    </message>
    <message>
        <source>Go back to the list for the next one.</source>
        <translation>请返回列表继续下一项。</translation>
    </message>
    <message>
        <source>On the shelf: %1</source>
        <translation>架上：%1</translation>
    </message>
    <message>
        <source>Find the slot</source>
        <translation>找到货位</translation>
    </message>
    <message>
        <source>Scan the product, or touch its slot here.</source>
        <translation>扫描商品，或点选它的货位。</translation>
    </message>
    <message>
        <source>Put the goods on the shelf</source>
        <translation>把商品放上货架</translation>
    </message>
    <message>
        <source>The weight confirms it</source>
        <translation>称重确认</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>交还任务</translation>
    </message>
    <message>
        <source>Waiting for goods</source>
        <translation>等待放货</translation>
    </message>
    <message>
        <source>I am at %1</source>
        <translation>我在 %1</translation>
    </message>
</context>
<context>
    <name>StaffTaskRow</name>
    <message>
        <source>Not fresh: the shelf is silent</source>
        <translation>数据已旧：货架没有信号</translation>
    </message>
    <message>
        <source>Not certain: count it</source>
        <translation>数量不确定：请清点</translation>
    </message>
</context>
<context>
    <name>StaffVersionsPage</name>
    <message>
        <source>Suggestions: model in use</source>
        <translation>推荐模型（使用中）</translation>
    </message>
    <message>
        <source>None installed</source>
        <translation>未安装</translation>
    </message>
    <message>
        <source>Previous model</source>
        <translation>上一个模型</translation>
    </message>
    <message>
        <source>Go back to this model</source>
        <translation>恢复到此模型</translation>
    </message>
    <message>
        <source>There is no earlier model to go back to.</source>
        <translation>没有可恢复的旧模型。</translation>
    </message>
    <message>
        <source>Catalog: products, prices, shelves</source>
        <translation>商品目录：商品、价格、货架</translation>
    </message>
    <message>
        <source>Go back to %1?</source>
        <translation>恢复到 %1？</translation>
    </message>
    <message>
        <source>Suggestions come from the previous model at once. %1 is kept off this kiosk until headquarters publish a newer one.</source>
        <translation>推荐将立即改用上一个模型。在总部发布更新的版本之前，本机不再使用 %1。</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Keep the present one</source>
        <translation>保留当前模型</translation>
    </message>
</context>
<context>
    <name>Stock</name>
    <message numerus="yes">
        <source>%n at the last check</source>
        <translation>
            <numerusform>上次清点 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Not counted</source>
        <translation>不计数</translation>
    </message>
    <message>
        <source>No smart shelf here</source>
        <translation>此处没有智能货架</translation>
    </message>
    <message>
        <source>Count unknown</source>
        <translation>数量未知</translation>
    </message>
    <message>
        <source>The shelf is not answering</source>
        <translation>货架暂无响应</translation>
    </message>
    <message>
        <source>Perhaps none left</source>
        <translation>可能已售完</translation>
    </message>
    <message>
        <source>A few left</source>
        <translation>所剩不多</translation>
    </message>
    <message>
        <source>In stock</source>
        <translation>有货</translation>
    </message>
    <message>
        <source>None left here</source>
        <translation>货架已空</translation>
    </message>
    <message numerus="yes">
        <source>Only %n left</source>
        <translation>
            <numerusform>仅剩 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left</source>
        <translation>
            <numerusform>还剩 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Checked just now</source>
        <translation>刚刚清点</translation>
    </message>
    <message>
        <source>Checked %1</source>
        <translation>%1清点</translation>
    </message>
    <message>
        <source>%1, shelf silent since</source>
        <translation>%1，此后货架无信号</translation>
    </message>
</context>
<context>
    <name>SuggestionCard</name>
    <message>
        <source>Promoted</source>
        <translation>推广</translation>
    </message>
</context>
<context>
    <name>SuggestionStrip</name>
    <message>
        <source>Goes well with it</source>
        <translation>搭配推荐</translation>
    </message>
    <message>
        <source>Leave out …</source>
        <translation>不要…</translation>
    </message>
    <message>
        <source>Nothing to suggest for this one yet.</source>
        <translation>暂无搭配推荐。</translation>
    </message>
</context>
<context>
    <name>Task</name>
    <message>
        <source>%1 g on the scale</source>
        <translation>称重 %1 克</translation>
    </message>
    <message numerus="yes">
        <source>%n pieces, confirmed by weight</source>
        <translation>
            <numerusform>%n 件，称重已确认</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more fit</source>
        <translation>
            <numerusform>还能放 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>The scale waits for the first piece</source>
        <translation>等待放上第一件</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Close without confirmation</source>
        <translation>未经确认，直接结束</translation>
    </message>
    <message>
        <source>I have looked after it</source>
        <translation>我已处理</translation>
    </message>
    <message>
        <source>%1 is another product. Scan the one shown here.</source>
        <translation>%1 是另一种商品，请扫描此处显示的商品。</translation>
    </message>
    <message>
        <source>That was another slot. The right one is %1.</source>
        <translation>放错货位了，应放在 %1。</translation>
    </message>
    <message>
        <source>The weight fits no whole number of pieces. Take your hand off; is something else there?</source>
        <translation>重量与整件数不符。请把手移开，看看是否放了别的东西？</translation>
    </message>
    <message>
        <source>This slot&apos;s sensor is silent. Fill it by eye; nothing can be counted.</source>
        <translation>该货位的传感器没有信号，无法计数，请目测补满。</translation>
    </message>
    <message>
        <source>Something was taken off again; the count follows.</source>
        <translation>有商品被取下，数量已更新。</translation>
    </message>
</context>
<context>
    <name>Versions</name>
    <message>
        <source>Made %1</source>
        <translation>制作于 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n products</source>
        <translation>
            <numerusform>%Ln 种商品</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Knows %n purchases</source>
        <translation>
            <numerusform>已学习 %Ln 条购买记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Trained on %n baskets</source>
        <translation>
            <numerusform>用 %Ln 个购物篮训练</numerusform>
        </translation>
    </message>
    <message>
        <source>Model %1</source>
        <translation>模型 %1</translation>
    </message>
    <message>
        <source>Catalog %1</source>
        <translation>商品目录 %1</translation>
    </message>
    <message>
        <source>%1 is not used: %2</source>
        <translation>未采用%1：%2</translation>
    </message>
    <message>
        <source>it does not carry headquarters’ signature.</source>
        <translation>没有总部的签名。</translation>
    </message>
    <message>
        <source>its files are not those that headquarters signed.</source>
        <translation>文件与总部签名的内容不符。</translation>
    </message>
    <message>
        <source>its manifest cannot be read.</source>
        <translation>无法读取其清单。</translation>
    </message>
    <message>
        <source>it is older than the one in use.</source>
        <translation>比正在使用的版本旧。</translation>
    </message>
    <message>
        <source>it failed its test on this kiosk.</source>
        <translation>未通过本机的测试。</translation>
    </message>
    <message>
        <source>headquarters does not have all of its files.</source>
        <translation>总部缺少其中的文件。</translation>
    </message>
    <message>
        <source>it does not work on this kiosk; the one before stays in use.</source>
        <translation>在本机无法运行，继续使用原有版本。</translation>
    </message>
</context>
<context>
    <name>WordsCard</name>
    <message>
        <source>You said</source>
        <translation>您说过</translation>
    </message>
    <message>
        <source>In your own words</source>
        <translation>用您自己的话说</translation>
    </message>
    <message>
        <source>Say what you like and what you want less of: suggestions follow it.</source>
        <translation>说说您喜欢什么、想少要什么，推荐会跟着变。</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Say it</source>
        <translation>说一说</translation>
    </message>
</context>
<context>
    <name>WordsField</name>
    <message>
        <source>What you like and what you want less of</source>
        <translation>您喜欢什么、想少要什么</translation>
    </message>
    <message>
        <source>For example: I love oat milk and spicy snacks, no coffee</source>
        <translation>例如：爱喝燕麦奶，喜欢辣的零食，不要咖啡</translation>
    </message>
</context>
<context>
    <name>WordsSheet</name>
    <message>
        <source>In your own words</source>
        <translation>用您自己的话说</translation>
    </message>
    <message>
        <source>Say what you like and what you want less of. It stays on this kiosk, encrypted. It is no allergy filter: read the label.</source>
        <translation>说说您喜欢什么、想少要什么。内容加密保存，只留在这台设备上。这不是过敏原筛选：请看商品标签。</translation>
    </message>
    <message>
        <source>I like </source>
        <translation>我喜欢</translation>
    </message>
    <message>
        <source>no </source>
        <translation>不要</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
</TS>

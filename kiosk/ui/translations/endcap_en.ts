<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Browse</name>
    <message numerus="yes">
        <source>%Ln products</source>
        <translation>
            <numerusform>%Ln product</numerusform>
            <numerusform>%Ln products</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message numerus="yes">
        <source>%n slots</source>
        <translation>
            <numerusform>%n slot</numerusform>
            <numerusform>%n slots</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n silent</source>
        <translation>
            <numerusform>%n silent</numerusform>
            <numerusform>%n silent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n events wait to be sent</source>
        <translation>
            <numerusform>%n event waits to be sent</numerusform>
            <numerusform>%n events wait to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages could not be read</source>
        <translation>
            <numerusform>%n message could not be read</numerusform>
            <numerusform>%n messages could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n events were missed</source>
        <translation>
            <numerusform>%n event was missed</numerusform>
            <numerusform>%n events were missed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Restock</name>
    <message numerus="yes">
        <source>Bring %n</source>
        <translation>
            <numerusform>Bring %n</numerusform>
            <numerusform>Bring %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n slots need goods</source>
        <translation>
            <numerusform>%n slot needs goods</numerusform>
            <numerusform>%n slots need goods</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n empty</source>
        <translation>
            <numerusform>%n empty</numerusform>
            <numerusform>%n empty</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>%Ln found</numerusform>
            <numerusform>%Ln found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Stock</name>
    <message numerus="yes">
        <source>%n at the last check</source>
        <translation>
            <numerusform>%n at the last check</numerusform>
            <numerusform>%n at the last check</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %n left</source>
        <translation>
            <numerusform>Only %n left</numerusform>
            <numerusform>Only %n left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left</source>
        <translation>
            <numerusform>%n left</numerusform>
            <numerusform>%n left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Task</name>
    <message numerus="yes">
        <source>%n pieces, confirmed by weight</source>
        <translation>
            <numerusform>%n piece, confirmed by weight</numerusform>
            <numerusform>%n pieces, confirmed by weight</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more fit</source>
        <translation>
            <numerusform>%n more fits</numerusform>
            <numerusform>%n more fit</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Versions</name>
    <message numerus="yes">
        <source>%n products</source>
        <translation>
            <numerusform>%Ln product</numerusform>
            <numerusform>%Ln products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Knows %n purchases</source>
        <translation>
            <numerusform>Knows %Ln purchase</numerusform>
            <numerusform>Knows %Ln purchases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Trained on %n baskets</source>
        <translation>
            <numerusform>Trained on %Ln basket</numerusform>
            <numerusform>Trained on %Ln baskets</numerusform>
        </translation>
    </message>
</context>
</TS>

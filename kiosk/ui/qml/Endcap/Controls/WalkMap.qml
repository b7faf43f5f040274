pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// The store from above as a row of aisles, with one of them marked.
Item {
    id: map

    required property int aisles
    required property int aislePlace

    property int made: 0 // aisles stay made for the next product
    onAislesChanged: if (aisles > 0)
        made = aisles

    readonly property real step: made > 0 ? width / made : 0
    readonly property real roof: Theme.iconSmall + Theme.space05

    implicitHeight: roof + Theme.space5

    Icon {
        size: Theme.iconSmall
        x: Math.max(0, Math.min(map.width - width, (map.aislePlace + 0.5) * map.step - width / 2))
        text: Icons.place
        color: Theme.accent
    }
    Repeater {
        model: map.made

        Rectangle {
            required property int index
            readonly property bool here: index === map.aislePlace

            width: Math.max(Theme.hair, Math.round(map.step * 0.56))
            height: map.height - map.roof
            x: Math.round(index * map.step + (map.step - width) / 2)
            y: map.roof
            radius: Theme.space05
            color: here ? Theme.accent : Theme.mapIdle
        }
    }
}
